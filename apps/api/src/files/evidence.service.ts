import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import {
  BadRequestException,
  HttpException,
  Inject,
  Injectable,
  PayloadTooLargeException,
  UnsupportedMediaTypeException,
} from '@nestjs/common';
import { EVIDENCE_QUOTA_BYTES, MAX_EVIDENCE_BYTES } from '@skill-ledger/contracts';
import { maskTitle } from '@skill-ledger/etl';
import { addEvidenceFile, evidenceUsage } from '@skill-ledger/state';
import { SERVER_CONFIG, type ServerConfig } from '../config/config.ts';
import type { FormFile } from '../http/form-files.ts';
import { StateService } from '../state/state.service.ts';
import { fileName } from './file-name.ts';
import { EVIDENCE_ENDINGS, HEAD_BYTES, matchesExtension } from './sniff.ts';

/** A file in the store; its content is stored under its SHA-256. */
export interface StoredFile {
  name: string;
  sha256: string;
  bytes: number;
}

/** Files that users attach as evidence, stored by their hash under the home folder. */
@Injectable()
export class EvidenceService {
  private readonly folder: string;

  constructor(
    @Inject(SERVER_CONFIG) private readonly config: ServerConfig,
    private readonly state: StateService,
  ) {
    this.folder = join(config.home, 'evidence');
  }

  /**
   * Streams a file to the store. The caller records what it is attached to.
   * @param account the file counts toward its quota
   * @throws PayloadTooLargeException, UnsupportedMediaTypeException, HttpException 507 if a quota is exceeded
   */
  async store({ filename, file }: FormFile, account: string): Promise<StoredFile> {
    const name = fileName(filename, () => false);
    const draft = join(this.folder, `${randomUUID()}.part`);
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    try {
      const hash = createHash('sha256');
      file.on('data', (chunk: Buffer) => hash.update(chunk));
      await pipeline(file, createWriteStream(draft, { mode: 0o600 }));
      if (file.truncated) throw tooLarge(maskTitle(name));
      if (!matchesExtension(name, await headOf(draft))) throw wrongKind(maskTitle(name));
      const sha256 = hash.digest('hex');
      const { size: bytes } = await stat(draft);
      await this.refuseBeyondQuota(account, bytes);
      await rename(draft, join(this.folder, sha256));
      await addEvidenceFile(await this.state.get(), { sha256, bytes, account });
      return { name, sha256, bytes };
    } finally {
      await rm(draft, { force: true });
    }
  }

  /**
   * Streams files to the store, one after another, and attaches each.
   * @param attach records what the file is attached to
   * @throws BadRequestException if there is no file, and as `store`
   */
  async storeAll(
    files: AsyncIterable<FormFile>,
    account: string,
    attach: (file: StoredFile) => Promise<void>,
  ): Promise<void> {
    let attached = 0;
    for await (const file of files) {
      await attach(await this.store(file, account));
      attached += 1;
    }
    if (attached > 0) return;
    throw new BadRequestException({ zh: '没有收到文件，请选择后再上传', en: 'no file received: choose one' });
  }

  /** The content of a stored file; `storedFile` sends it. */
  content(sha256: string): Readable {
    return createReadStream(join(this.folder, sha256));
  }

  private async refuseBeyondQuota(account: string, bytes: number): Promise<void> {
    const { own, all } = await evidenceUsage(await this.state.get(), account);
    const quota = this.config.evidenceQuota ?? EVIDENCE_QUOTA_BYTES;
    if (own + bytes <= quota.account && all + bytes <= quota.all) return;
    throw new HttpException(
      {
        zh: '佐证材料的存储空间已满，文件未保存；请联系管理员',
        en: 'the storage for evidence is full; the file was not stored: ask the administrator',
      },
      507,
    );
  }
}

async function headOf(path: string): Promise<Buffer> {
  const file = await open(path);
  try {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

const tooLarge = (name: string): HttpException =>
  new PayloadTooLargeException({
    zh: `“${name}”超过 ${MAX_EVIDENCE_BYTES / 1024 ** 2} MB；请压缩或拆分后再上传`,
    en: `${name} is larger than ${MAX_EVIDENCE_BYTES / 1024 ** 2} MB: compress or split it`,
  });

const wrongKind = (name: string): HttpException =>
  new UnsupportedMediaTypeException({
    zh: `“${name}”的内容与扩展名不符，或不是可接收的文件；可用：${EVIDENCE_ENDINGS.join('、')}`,
    en: `${name}: the content does not match the extension, or the type is not one of ${EVIDENCE_ENDINGS.join(', ')}`,
  });
