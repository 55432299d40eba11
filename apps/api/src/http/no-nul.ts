import type { NestFastifyApplication } from '@nestjs/platform-fastify';

/** Refuses NUL characters anywhere in a request: no valid value has one, and not every database can store it. */
export function refuseNul(app: NestFastifyApplication): void {
  const server = app.getHttpAdapter().getInstance();
  server.addHook('preValidation', async ({ params, query, body }) => {
    if (hasNul([params, query, body]))
      throw Object.assign(new Error('NUL in a request'), { statusCode: 400 });
  });
}

/** Without recursion: a body may be nested deeper than the stack. */
function hasNul(value: unknown): boolean {
  const left = [value];
  while (left.length > 0) {
    const one = left.pop();
    if (typeof one === 'string' && one.includes('\0')) return true;
    if (typeof one !== 'object' || one === null || Buffer.isBuffer(one)) continue;
    for (const [key, inner] of Object.entries(one)) left.push(key, inner);
  }
  return false;
}
