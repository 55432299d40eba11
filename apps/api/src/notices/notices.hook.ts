import { Transform } from 'node:stream';
import { PayloadTooLargeException } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { MAX_NOTICE_TEXT, MAX_OBJECTION_BYTES } from '@skill-ledger/contracts';
import type { FastifyRequest } from 'fastify';

const NOTICES = '/public/notices/';
const isForm = ({ method, url }: FastifyRequest): boolean => method === 'POST' && url.startsWith(NOTICES);

/** Refuses what is larger than an objection can be, and says how much fits: before it is read, or once that much of it came. */
export function limitObjections(app: NestFastifyApplication): void {
  const server = app.getHttpAdapter().getInstance();
  server.addHook('onRequest', async (request) => {
    if (isForm(request) && Number(request.headers['content-length'] ?? 0) > MAX_OBJECTION_BYTES)
      throw tooLarge();
  });
  // A body in chunks does not tell its length.
  server.addHook('preParsing', async (request, _, body) =>
    isForm(request) && request.headers['content-length'] === undefined ? body.pipe(atMost()) : body,
  );
}

function atMost(): Transform {
  let bytes = 0;
  return new Transform({
    transform(chunk: Buffer, _, done) {
      bytes += chunk.length;
      if (bytes > MAX_OBJECTION_BYTES) done(Object.assign(tooLarge(), { statusCode: 413 }));
      else done(null, chunk);
    },
  });
}

const tooLarge = (): PayloadTooLargeException =>
  new PayloadTooLargeException({
    zh: `内容太大，没有提交：异议最多 ${MAX_NOTICE_TEXT} 字，不能附文件；材料请交到经办机构`,
    en: `too large, nothing was sent: an objection has at most ${MAX_NOTICE_TEXT} characters and no files; take documents to the office`,
  });
