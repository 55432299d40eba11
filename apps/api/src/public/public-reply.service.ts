import { Injectable, Logger, NotFoundException } from '@nestjs/common';
import type { Site, SiteFile } from '@skill-ledger/etl';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { unreadable } from './public-site.service.ts';
import { atAddress } from './site-address.ts';

const TYPES: Record<string, string> = {
  html: 'text/html; charset=utf-8',
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  xml: 'application/atom+xml; charset=utf-8',
  json: 'application/json; charset=utf-8',
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  parquet: 'application/vnd.apache.parquet',
  zip: 'application/zip',
};

/** Answers with files of the public site, and with 304 to those who have them. */
@Injectable()
export class PublicReplyService {
  private readonly logger = new Logger('public');

  /** A page or file of the site, 410 below a withdrawn release. @throws as `file` */
  async page(site: Site, path: string, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const found = atAddress(site, path);
    if ('file' in found) return this.file(site, found.file, request, reply, found.status);
    reply.redirect(found.moved, 308);
  }

  /** @throws NotFoundException if the site has no such file, ServiceUnavailableException if its bundle is damaged */
  file(
    { files, published }: Site,
    path: string,
    request: FastifyRequest,
    reply: FastifyReply,
    status = 200,
  ): Promise<void> {
    const file = files.get(path);
    if (!file && published.damaged.has(path.split('/')[0] ?? '')) throw unreadable();
    if (!file) {
      throw new NotFoundException({
        zh: '没有这个地址；全部版本见“历次公开”',
        en: 'no such address: the page “Releases” lists them all',
      });
    }
    return this.send(file, path, status, request, reply);
  }

  private async send(
    file: SiteFile,
    path: string,
    status: number,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<void> {
    // Weak, as the bytes differ by compression. Always asked again: a release can be withdrawn at any time.
    const tag = `W/"${file.digest.slice(0, 32)}"`;
    reply.header('etag', tag).header('cache-control', 'public, no-cache');
    const known = request.headers['if-none-match']?.split(',').map((one) => one.trim()) ?? [];
    if (status === 200 && known.includes(tag)) {
      reply.status(304).send();
      return;
    }
    const bytes = await file.read().catch((error: unknown) => {
      this.logger.error(error instanceof Error ? error.message : String(error));
      throw unreadable();
    });
    const type = TYPES[path.split('.').at(-1) ?? ''] ?? 'application/octet-stream';
    reply.status(status).type(type).send(Buffer.from(bytes));
  }
}
