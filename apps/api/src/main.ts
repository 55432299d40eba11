import 'reflect-metadata';
import { fileURLToPath } from 'node:url';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { FirstAdministratorService } from './access/first-administrator.service.ts';
import { createApp } from './app.ts';
import { configWarnings, readConfig } from './config/config.ts';
import { createPublicApp } from './public-app.ts';
import { ReconcileService } from './state/reconcile.service.ts';

const PAGES = fileURLToPath(new URL('../../web/dist', import.meta.url));

// Ledgers hold personal data: files are readable by the server's own user only.
process.umask(0o077);

// Not awaited here: what is imported on demand may import this module's bundle, and would wait for it.
void run();

async function run(): Promise<void> {
  try {
    const config = readConfig(process.env, PAGES);
    for (const warning of configWarnings(config)) console.warn(warning);
    // Published bundles alone: neither warehouse nor state is opened.
    const isPublicOnly = config.publicFolder !== undefined;
    const app = isPublicOnly ? await createPublicApp(config) : await createApp(config);
    if (!isPublicOnly) await prepare(app);
    // Not app.listen(): it logs its own message about a port in use.
    const server = app.getHttpAdapter().getInstance();
    const url = await server.listen({ port: config.port, host: config.host }).catch(explainListenError);
    console.log(`技能账本已启动 · SkillLedger is ready: ${url}`);
  } catch (error) {
    console.error(`无法启动 · cannot start: ${error instanceof Error ? error.message : String(error)}`);
    process.exit(1);
  }
}

/** Holds the audit log against the home, and makes the first administrator. */
async function prepare(app: NestFastifyApplication): Promise<void> {
  await app.get(ReconcileService).run().catch(explainStateError);
  const password = await app.get(FirstAdministratorService).create().catch(explainStateError);
  if (password === null) return;
  console.log(
    `首位管理员：账号 admin，密码 ${password}（只显示这一次，首次登录须修改）· first administrator: admin, password shown only once`,
  );
}

function explainListenError(error: NodeJS.ErrnoException & { port?: number }): never {
  if (error.code !== 'EADDRINUSE') throw error;
  throw new Error(
    `端口 ${error.port} 已被占用，请用 --port 换一个 · port ${error.port} is in use: choose another with --port`,
  );
}

function explainStateError(error: unknown): never {
  const message = error instanceof Error ? error.message : String(error);
  throw new Error(`状态库打不开 · the state store cannot be opened: ${message}`);
}
