import { BadRequestException } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';

/** NUL, which not every database can store, and half a character (a lone surrogate), which no encoding can. */
const NO_TEXT = /\0|\p{Cs}/u;

/** Rejects malformed texts anywhere in a request: no valid value contains these characters. */
export function refuseIllFormed(app: NestFastifyApplication): void {
  const server = app.getHttpAdapter().getInstance();
  server.addHook('preValidation', async ({ params, query, body }) => {
    if (isWellFormed([params, query, body])) return;
    throw new BadRequestException({
      zh: '请求中有不是文字的字符（空字符或半个字符），请删去后重试',
      en: 'the request has characters that are no text (NUL, or half a character): remove them',
    });
  });
}

/** Without recursion: a body may be nested deeper than the stack. */
function isWellFormed(value: unknown): boolean {
  const left = [value];
  while (left.length > 0) {
    const one = left.pop();
    if (typeof one === 'string' && NO_TEXT.test(one)) return false;
    if (typeof one !== 'object' || one === null || Buffer.isBuffer(one)) continue;
    for (const [key, inner] of Object.entries(one)) left.push(key, inner);
  }
  return true;
}
