import { EventEmitter, once } from 'node:events';
import { Agent, get, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import fastify from 'fastify';
import { expect, it } from 'vitest';
import { closeIdleConnections } from './shutdown.ts';

it('ends once the answers under way are sent, though their connections are kept alive', async () => {
  const server = fastify({ keepAliveTimeout: 600_000 });
  const steps = new EventEmitter();
  server.get('/', async () => {
    steps.emit('asked');
    await once(steps, 'released');
    return 'late';
  });
  closeIdleConnections(server);
  await server.listen({ port: 0, host: '127.0.0.1' });
  const { port } = server.server.address() as AddressInfo;
  const agent = new Agent({ keepAlive: true });
  const asked = once(steps, 'asked');
  const answered = once(get({ port, host: '127.0.0.1', agent }), 'response');
  await asked;
  const closed = server.close().then(() => 'closed');
  await pause(100);
  steps.emit('released');
  const [answer] = (await answered) as [IncomingMessage];
  expect(await text(answer)).toBe('late');
  expect(await Promise.race([closed, pause(20_000, 'still open', { ref: false })])).toBe('closed');
  agent.destroy();
});
