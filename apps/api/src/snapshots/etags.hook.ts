import { createHash } from 'node:crypto';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyRequest } from 'fastify';
import { callerOf } from '../http/needs.ts';
import { CurrentSnapshotService } from './current-snapshot.service.ts';

/**
 * Routes whose answer depends on the snapshot, the address and who asks alone, and tells nothing whose every look is
 * noted.
 */
const OF_A_SNAPSHOT = /^\/api\/v1\/(programme|progress|funds|ratios|payouts|batches)\b/;

/**
 * An answer about the snapshot depends on the snapshot, the address and who asks alone: its tag is known before the
 * answer is, and a browser that has it already gets 304 without a query being run. Weak, as the bytes differ by
 * compression.
 */
export function addEtags(app: NestFastifyApplication): void {
  const current = app.get(CurrentSnapshotService);
  const server = app.getHttpAdapter().getInstance();
  const tags = new WeakMap<FastifyRequest, string>();
  // Another version of the program may answer otherwise from the same snapshot.
  const started = Date.now();
  const tagOf = async (request: FastifyRequest): Promise<string | undefined> => {
    const caller = callerOf(request);
    if (!caller) return undefined;
    const { id, role, unit, mustChange } = caller.account;
    const who = JSON.stringify([id, role, unit, mustChange, caller.figuresShared]);
    // Whatever is wrong with the snapshot, the route says it better.
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
    const isTagged = OF_A_SNAPSHOT.test(request.url);
    // What may hold personal values is kept nowhere but on the page.
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
    // When a new snapshot came meanwhile, it is not known here which of the two has answered.
    if (tag === (await tagOf(request))) void reply.header('etag', tag);
  });
}
