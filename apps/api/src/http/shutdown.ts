import type { FastifyInstance } from 'fastify';

/**
 * Closes each connection as soon as its last answer is sent while the server closes. Node closes only those
 * that are idle when the closing begins; another would be kept for its next request until the keep-alive time is over.
 */
export function closeIdleConnections(server: FastifyInstance): void {
  let isClosing = false;
  server.addHook('preClose', async () => {
    isClosing = true;
  });
  server.addHook('onResponse', async () => {
    // Node counts the connection as idle only after this event.
    if (isClosing) setImmediate(() => server.server.closeIdleConnections());
  });
}
