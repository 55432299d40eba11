import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import {
  HttpException,
  Inject,
  Injectable,
  NotFoundException,
  type OnModuleInit,
  PayloadTooLargeException,
  UnsupportedMediaTypeException,
} from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { QuarantineEntry, UPLOAD_QUOTA_BYTES, type Upload } from '@skill-ledger/contracts';
import { maskTitle, notReadByName } from '@skill-ledger/etl';
import { SERVER_CONFIG, type ServerConfig } from '../config/config.ts';
import { fileName } from '../files/file-name.ts';
import type { FormFile } from '../http/form-files.ts';
import { BackgroundService } from '../state/background.service.ts';

const HOUR = 3_600_000;
/** Age at which uploads that were neither loaded nor discarded are removed. */
const KEPT = 24 * HOUR;

/** Uploaded files, kept under the home folder until they are loaded or discarded. */
@Injectable()
export class UploadStore implements OnModuleInit {
  private readonly folder: string;

  constructor(
    @Inject(SERVER_CONFIG) private readonly config: ServerConfig,
    private readonly background: BackgroundService,
  ) {
    this.folder = join(config.home, 'uploads');
  }

  /** Streams the files to disk. @throws PayloadTooLargeException, HttpException 507 */
  async receive(files: AsyncIterable<FormFile>, owner: string): Promise<Upload> {
    const id = await this.make(owner);
    const folder = this.filesOf(id);
    try {
      const received = new Map<string, number>();
      for await (const { filename, file } of files) {
        const name = fileName(filename, (taken) => received.has(taken));
        await pipeline(file, createWriteStream(join(folder, name), { mode: 0o600 }));
        if (file.truncated) {
          throw new PayloadTooLargeException({
            zh: `“${maskTitle(name)}”超过 200 MB；请分成几个文件报送，或请系统管理员在服务器上装载`,
            en: `${maskTitle(name)} is larger than 200 MB: split it, or have the administrator load it on the server`,
          });
        }
        received.set(name, (await stat(join(folder, name))).size);
        await this.refuseBeyondQuota(owner);
      }
      return { id, files: [...received].map(([name, bytes]) => ({ name: maskTitle(name), bytes })) };
    } catch (error) {
      await this.remove(id);
      throw error;
    }
  }

  /** Stores ledgers that the server has written itself. @param contents by file name */
  async keep(contents: Map<string, string>, owner: string): Promise<string> {
    const id = await this.make(owner);
    for (const [name, text] of contents) await writeFile(join(this.filesOf(id), name), text, { flush: true });
    return id;
  }

  /** Folder with the files of an upload. @throws NotFoundException if there is none, or it belongs to another account */
  async find(id: string, owner: string): Promise<string> {
    const folder = this.filesOf(id);
    const itsOwner = /^[0-9a-f-]{36}$/.test(id)
      ? await readFile(this.ownerOf(id), 'utf8').catch(() => null)
      : null;
    if (itsOwner !== owner) {
      throw new NotFoundException({
        zh: '这次上传的文件已不在服务器上，请重新上传',
        en: 'the files of this upload no longer exist: upload them again',
      });
    }
    return folder;
  }

  /** Folder as `find` returns it, if all files have ledger extensions. @throws also UnsupportedMediaTypeException */
  async findLedgers(id: string, owner: string): Promise<string> {
    const folder = await this.find(id, owner);
    // Files of a folder are selected by extension: others would be skipped silently.
    const unknown = (await readdir(folder)).filter((name) => !IS_LEDGER.test(name));
    if (unknown.length > 0) throw unknownExtension(unknown);
    return folder;
  }

  /** Path to which the check of an upload writes its quarantined rows. */
  reasonsOf = (id: string): string => join(this.folder, id, 'reasons.jsonl');

  /** The rows that the check of an upload would quarantine. @throws NotFoundException */
  async quarantined(id: string, owner: string): Promise<QuarantineEntry[]> {
    await this.find(id, owner);
    const text = await readFile(this.reasonsOf(id), 'utf8').catch(() => '');
    return text
      .split('\n')
      .filter(Boolean)
      .map((line) => QuarantineEntry.parse(JSON.parse(line)));
  }

  async remove(id: string): Promise<void> {
    await rm(join(this.folder, id), { recursive: true, force: true });
  }

  onModuleInit(): Promise<void> {
    return this.removeForgotten();
  }

  @Interval(HOUR)
  removeForgotten(): Promise<void> {
    return this.background.run(() => this.removeOld());
  }

  private async removeOld(): Promise<void> {
    for (const name of await readdir(this.folder).catch(() => [])) {
      const { mtimeMs } = await stat(join(this.folder, name));
      if (Date.now() - mtimeMs > KEPT) await this.remove(name);
    }
  }

  /** Bytes of pending uploads: of one account, and of all. */
  private async usage(owner: string): Promise<{ own: number; all: number }> {
    const sum = { own: 0, all: 0 };
    for (const id of await readdir(this.folder).catch(() => [])) {
      const itsOwner = await readFile(this.ownerOf(id), 'utf8').catch(() => null);
      for (const name of await readdir(this.filesOf(id)).catch(() => [])) {
        const { size } = await stat(join(this.filesOf(id), name)).catch(() => ({ size: 0 }));
        sum.all += size;
        if (itsOwner === owner) sum.own += size;
      }
    }
    return sum;
  }

  private async refuseBeyondQuota(owner: string): Promise<void> {
    const { own, all } = await this.usage(owner);
    const quota = this.config.uploadQuota ?? UPLOAD_QUOTA_BYTES;
    if (own <= quota.account && all <= quota.all) return;
    throw new HttpException(
      {
        zh: '待装载的文件已占满空间，本次未接收；请先装载或丢弃之前上传的文件',
        en: 'pending uploads use all the space: load or discard earlier ones first',
      },
      507,
    );
  }

  private async make(owner: string): Promise<string> {
    const id = randomUUID();
    await mkdir(this.filesOf(id), { recursive: true, mode: 0o700 });
    await writeFile(this.ownerOf(id), owner, { flush: true });
    return id;
  }

  private ownerOf(id: string): string {
    return join(this.folder, id, 'owner');
  }

  private filesOf(id: string): string {
    return join(this.folder, id, 'files');
  }
}

/** Extensions that the ledger reader accepts. */
const IS_LEDGER = /\.(xlsx|xlsm|xls|csv|txt|tsv)$/i;

function unknownExtension(names: string[]): HttpException {
  const texts = names.map((name) => ({ name: maskTitle(name), text: notReadByName(name) }));
  return new UnsupportedMediaTypeException({
    zh: `${texts.map(({ name, text }) => `“${name}”${text.zh}`).join('；')}。请报送 .xlsx、.xls 或 .csv 文件`,
    en: `${texts.map(({ name, text }) => `${name} ${text.en}`).join('; ')}. Upload .xlsx, .xls or .csv`,
  });
}
