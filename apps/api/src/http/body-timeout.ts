import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { ServerConfig } from '../config/config.ts';

/** Time without a byte of the request body after which the request is aborted. */
const STALL_MS = 30_000;

/**
 * Aborts a request whose body stalls, so that a stalled client holds no file or memory. The total
 * duration is not limited, since a large ledger over a slow line takes long.
 */
export function limitBodyStalls(app: NestFastifyApplication, config: ServerConfig): void {
  const stall = config.bodyStallMs ?? STALL_MS;
  const server = app.getHttpAdapter().getInstance();
  server.addHook('onRequest', async ({ raw }, reply) => {
    if (raw.method === 'GET' || raw.method === 'HEAD') return;
    let before = -1;
    const watch = setInterval(() => {
      if (raw.complete || raw.destroyed) return clearInterval(watch);
      const now = raw.socket.bytesRead;
      if (now !== before) {
        before = now;
        return;
      }
      clearInterval(watch);
      raw.destroy();
    }, stall);
    watch.unref();
    reply.raw.once('close', () => clearInterval(watch));
  });
}
