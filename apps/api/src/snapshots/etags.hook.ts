import { createHash } from 'node:crypto';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyRequest } from 'fastify';
import { callerOf } from '../http/needs.ts';
import { CurrentSnapshotService } from './current-snapshot.service.ts';

/**
 * Routes whose answer depends only on the snapshot, the address and the caller, and whose access need not be
 * logged. None of them may carry personal values: what is masked depends on the purpose stated as well.
 */
const SNAPSHOT_ROUTES = /^\/api\/v1\/(programme|progress|funds|ratios|payouts)\b/;

/**
 * An answer about the snapshot depends only on the snapshot, the address and the caller: its tag is known before the
 * answer is computed, and a browser that has it gets 304 without a query. Weak, as the bytes differ by
 * compression.
 */
export function addEtags(app: NestFastifyApplication): void {
  const current = app.get(CurrentSnapshotService);
  const server = app.getHttpAdapter().getInstance();
  const tags = new WeakMap<FastifyRequest, string>();
  // Another version of the program may answer differently from the same snapshot.
  const started = Date.now();
  const tagOf = async (request: FastifyRequest): Promise<string | undefined> => {
    const caller = callerOf(request);
    if (!caller) return undefined;
    const { id, role, unit, mustChange } = caller.account;
    const who = JSON.stringify([id, role, unit, mustChange, caller.figuresShared]);
    // The route reports errors of the snapshot.
    const snapshot = await current.currentId().catch(() => null);
    if (snapshot === null) return undefined;
    const digest = createHash('sha256')
      .update(`${started} ${snapshot} ${who} ${request.url}`)
      .digest('base64url');
    return `W/"${digest.slice(0, 22)}"`;
  };

  server.addHook('onRequest', async (request, reply) => {
    const isRead = request.method === 'GET' || request.method === 'HEAD';
    if (!isRead || !request.url.startsWith('/api/v1/')) return;
    const isTagged = SNAPSHOT_ROUTES.test(request.url);
    // Answers that may hold personal values are never cached.
    void reply.header('cache-control', isTagged ? 'private, no-cache' : 'private, no-store');
    if (!isTagged) return;
    const tag = await tagOf(request);
    if (tag === undefined) return;
    tags.set(request, tag);
    const known = request.headers['if-none-match']?.split(',').map((one) => one.trim()) ?? [];
    if (known.includes(tag)) return reply.header('etag', tag).status(304).send();
  });

  server.addHook('onSend', async (request, reply) => {
    const tag = tags.get(request);
    if (tag === undefined || reply.statusCode !== 200) return;
    // If a new snapshot was published meanwhile, it is unknown which of the two was used.
    if (tag === (await tagOf(request))) void reply.header('etag', tag);
  });
}
