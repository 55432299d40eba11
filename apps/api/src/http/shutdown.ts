import type { FastifyInstance } from 'fastify';

/** Time between two looks for connections that have become idle. */
const LOOK_MS = 50;

/**
 * Closes each connection as soon as its last answer is sent while the server closes. Node closes only those
 * that are idle at that moment; another would be kept for its next request until the keep-alive time is over.
 */
export function closeIdleConnections(server: FastifyInstance): void {
  server.addHook('preClose', async () => {
    const look = setInterval(() => server.server.closeIdleConnections(), LOOK_MS);
    look.unref();
    server.server.once('close', () => clearInterval(look));
  });
}
