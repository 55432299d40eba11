import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { ServerConfig } from '../config/config.ts';

/** Time in which no byte of a request's body arrives before the request is given up. */
const STALL_MS = 30_000;

/**
 * Gives up a request whose body does not go on: a client that has fallen silent holds no file and no memory. How long
 * the whole body takes is not limited, since a large ledger over a slow line takes its time.
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
