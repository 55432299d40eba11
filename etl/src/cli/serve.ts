import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Command } from 'commander';
import { UserError } from '../base/errors.ts';
import { resolveHome } from '../home/home.ts';
import { refreshSnapshot } from '../operations/refresh.ts';
import { ProgrammeError } from '../programme/faults.ts';
import { say } from './output.ts';

export function addServe(program: Command): void {
  program
    .command('serve')
    .description('启动服务；不会生成任何数据 · serve the pages and the API; never generates data')
    .option('--port <number>', '端口 · port', process.env.SKILL_LEDGER_PORT || process.env.PORT || '3000')
    .option(
      '--host <address>',
      '监听地址 · address to listen on',
      process.env.SKILL_LEDGER_HOST ?? '127.0.0.1',
    )
    .option(
      '--public <folder>',
      '只提供这个文件夹里已发布的数据包，不打开台账和状态库 · serve the published bundles in this folder alone; opens neither warehouse nor state',
    )
    .action(async (options: { port: string; host: string; public?: string }) => {
      if (options.public !== undefined) return run(options, await publicFolder(options.public));
      const refreshed = await refreshSnapshot(resolveHome(), 60_000).catch((error: unknown) => {
        // An earlier snapshot can be served where the current one is damaged or the disk is full.
        if (error instanceof ProgrammeError) throw error;
        say(error instanceof Error ? error.message : String(error));
        return null;
      });
      if (refreshed !== null)
        say(`规则或程序已更新，数据已重算为快照 ${refreshed} · recomputed as snapshot ${refreshed}`);
      await run(options, undefined);
    });
}

/** @throws UserError if there is no such folder */
async function publicFolder(folder: string): Promise<string> {
  const path = resolve(folder);
  const found = await stat(path).catch(() => null);
  if (found?.isDirectory()) return path;
  throw new UserError({
    zh: `没有文件夹 ${path}；应是已发布数据包所在的文件夹，如数据文件夹中的 public`,
    en: `there is no folder ${path}: name the folder of published bundles, such as public in a home`,
  });
}

/** Starts the server and waits for its end. */
async function run(options: { port: string; host: string }, folder: string | undefined): Promise<void> {
  // The server is a separate process: the library has no HTTP, and UV_THREADPOOL_SIZE (DuckDB's queries
  // share libuv's pool with file access) is read before a program's first line.
  const server = spawn(process.execPath, [fileURLToPath(import.meta.resolve('@skill-ledger/api/main'))], {
    stdio: 'inherit',
    env: {
      ...process.env,
      UV_THREADPOOL_SIZE: process.env.UV_THREADPOOL_SIZE ?? '16',
      SKILL_LEDGER_HOME: resolveHome(),
      SKILL_LEDGER_PORT: options.port,
      SKILL_LEDGER_HOST: options.host,
      SKILL_LEDGER_PUBLIC_DIR: folder ?? '',
    },
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => server.kill(signal));
  const [code] = (await once(server, 'exit')) as [number | null];
  process.exitCode = code ?? 0;
}
