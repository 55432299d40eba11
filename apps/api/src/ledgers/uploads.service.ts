import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import {
  Inject,
  Injectable,
  NotFoundException,
  type OnModuleInit,
  PayloadTooLargeException,
} from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { QuarantineEntry, type Upload } from '@skill-ledger/contracts';
import { SERVER_CONFIG, type ServerConfig } from '../config.ts';
import { fileName } from './file-name.ts';

const HOUR = 3_600_000;
/** Uploads that nobody loaded or threw away are removed after this long. */
const KEPT = 24 * HOUR;

/** Files handed in and kept aside, under the home folder, until they are loaded or thrown away. */
@Injectable()
export class UploadsService implements OnModuleInit {
  private readonly folder: string;

  constructor(@Inject(SERVER_CONFIG) config: ServerConfig) {
    this.folder = join(config.home, 'uploads');
  }

  /** Streams the files to disk. @throws PayloadTooLargeException where one is larger than the limit */
  async receive(
    files: AsyncIterable<{ filename: string; file: Readable & { truncated: boolean } }>,
    owner: string,
  ): Promise<Upload> {
    const id = await this.make(owner);
    const folder = this.filesOf(id);
    try {
      const received = new Map<string, number>();
      for await (const { filename, file } of files) {
        const name = fileName(filename, (taken) => received.has(taken));
        await pipeline(file, createWriteStream(join(folder, name)));
        if (file.truncated) {
          throw new PayloadTooLargeException({
            zh: `“${name}”超过 200 MB；请分成几个文件，或在服务器上用 skill-ledger load 装载`,
            en: `${name} is larger than 200 MB: split it, or load it on the server with skill-ledger load`,
          });
        }
        received.set(name, (await stat(join(folder, name))).size);
      }
      return { id, files: [...received].map(([name, bytes]) => ({ name, bytes })) };
    } catch (error) {
      await this.remove(id);
      throw error;
    }
  }

  /** Keeps ledgers that the server itself has written. @param contents by file name */
  async keep(contents: Map<string, string>, owner: string): Promise<string> {
    const id = await this.make(owner);
    for (const [name, text] of contents) await writeFile(join(this.filesOf(id), name), text, { flush: true });
    return id;
  }

  /** Folder with the files of an upload. @throws NotFoundException where there is none, or it is somebody else's */
  async find(id: string, owner: string): Promise<string> {
    const folder = this.filesOf(id);
    const itsOwner = /^[0-9a-f-]{36}$/.test(id)
      ? await readFile(this.ownerOf(id), 'utf8').catch(() => null)
      : null;
    if (itsOwner !== owner) {
      throw new NotFoundException({
        zh: '这次上传的文件已不在服务器上，请重新上传',
        en: 'the files of this upload are no longer here: upload them again',
      });
    }
    return folder;
  }

  /** Where the check of an upload writes its quarantined rows. */
  reasonsOf = (id: string): string => join(this.folder, id, 'reasons.jsonl');

  /** The rows that the check of an upload found to be mended. @throws NotFoundException */
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
  async removeForgotten(): Promise<void> {
    for (const name of await readdir(this.folder).catch(() => [])) {
      const { mtimeMs } = await stat(join(this.folder, name));
      if (Date.now() - mtimeMs > KEPT) await this.remove(name);
    }
  }

  private async make(owner: string): Promise<string> {
    const id = randomUUID();
    await mkdir(this.filesOf(id), { recursive: true });
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
