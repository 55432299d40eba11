import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApp } from '../../apps/api/src/app.ts';

const MAIN = fileURLToPath(new URL('../../apps/api/bin/server.js', import.meta.url));

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'skill-ledger-server-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('the pages', () => {
  let app: Awaited<ReturnType<typeof createApp>>;
  const get = (url: string) => app.inject({ method: 'GET', url });
  beforeAll(async () => {
    const pages = join(folder, 'pages');
    await mkdir(join(pages, 'assets'), { recursive: true });
    await writeFile(join(folder, 'outside.txt'), 'not a page');
    await writeFile(join(pages, 'index.html'), '<title>技能账本</title>');
    await writeFile(join(pages, 'assets', 'index-abc.js'), 'export {};');
    app = await createApp({ home: join(folder, 'home'), host: '127.0.0.1', port: 0, pages });
  });
  afterAll(() => app?.close());

  it.each(['/', '/units', '/units/人社局?asOf=2021-06-30'])('are at %s', async (url) => {
    const answer = await get(encodeURI(url));
    expect(answer.statusCode).toBe(200);
    expect(answer.body).toContain('技能账本');
    expect(answer.headers['cache-control']).toBe('no-cache');
  });

  it('are cached permanently if they have a hash in the name', async () => {
    const { headers } = await get('/assets/index-abc.js');
    expect(headers['cache-control']).toBe('public, max-age=31536000, immutable');
  });

  it.each(['/assets/index-old.js', '/logo.png', '/api', '/api/v1', '/api/v1/nothing', '/health/nothing'])(
    'are not at %s',
    async (url) => {
      const answer = await get(url);
      expect(answer.statusCode).toBe(404);
      expect(answer.headers['content-type']).toContain('application/problem+json');
    },
  );

  it.each(['/../outside.txt', '/..%2foutside.txt', '/assets/..%2f..%2foutside.txt'])(
    'serve nothing from outside their folder: %s',
    async (url) => expect((await get(url)).body).not.toContain('not a page'),
  );
});

describe('the server', () => {
  /** Starts the server and waits for the line with its address, or for its exit. */
  async function start(
    port: string,
    setting = 'SKILL_LEDGER_PORT',
  ): Promise<{ server: ChildProcess; output: () => string }> {
    const { SKILL_LEDGER_PORT: _, PORT: __, ...env } = process.env;
    const server = spawn(process.execPath, [MAIN], {
      env: { ...env, SKILL_LEDGER_HOME: join(folder, 'home'), [setting]: port },
    });
    let text = '';
    for (const stream of [server.stdout, server.stderr]) {
      stream.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk;
      });
    }
    const listens = async () => {
      while (!text.includes('http:')) await once(server.stdout, 'data');
    };
    await Promise.race([listens(), once(server, 'close')]);
    return { server, output: () => text };
  }

  it('prints its address, answers, and stops on a signal', async () => {
    const { server, output } = await start('0');
    const [url = ''] = /http:\S+/.exec(output()) ?? [];
    expect((await fetch(`${url}/health/live`)).status).toBe(200);

    const second = await start(new URL(url).port);
    if (second.server.exitCode === null) await once(second.server, 'close');
    expect(second.server.exitCode).toBe(1);
    expect(second.output().trim().split('\n')).toHaveLength(1);
    expect(second.output()).toContain('--port');

    server.kill('SIGTERM');
    await once(server, 'close');
    const lines = output().trim().split('\n');
    expect(lines).toHaveLength(2);
    expect(lines[0]).toMatch(/admin，密码 [a-z2-9]{5}(-[a-z2-9]{5}){3}/);
  });

  it('honours PORT where its own setting is left out', async () => {
    const { server, output } = await start('0', 'PORT');
    server.kill('SIGTERM');
    await once(server, 'close');
    expect(output()).toMatch(/http:\/\/127\.0\.0\.1:\d+/);
    expect(output()).not.toContain(':3000');
  });

  it('prints the first administrator’s password once', async () => {
    const { server, output } = await start('0');
    server.kill('SIGTERM');
    await once(server, 'close');
    expect(output()).not.toContain('密码');
  });

  it('does not start with an invalid port', async () => {
    const { server, output } = await start('http');
    expect(server.exitCode).toBe(1);
    expect(output()).toContain('SKILL_LEDGER_PORT');
  });
});
