import { resolveHome } from '@skill-ledger/etl';

/** What the environment says of this server; nothing else is configured. */
export interface ServerConfig {
  home: string;
  host: string;
  port: number;
  /** Folder of the built pages; null serves the API alone. */
  pages: string | null;
  /** Connection string of a PostgreSQL for the state store; SQLite in the home folder when left out. */
  stateUrl?: string | undefined;
}

export function readConfig(env: NodeJS.ProcessEnv, pages: string | null): ServerConfig {
  const port = Number(env.SKILL_LEDGER_PORT ?? env.PORT ?? 3000);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new Error(
      `SKILL_LEDGER_PORT：端口应为 0–65535 的整数 · not a port: ${env.SKILL_LEDGER_PORT ?? env.PORT}`,
    );
  }
  return {
    home: resolveHome(env),
    host: env.SKILL_LEDGER_HOST ?? '127.0.0.1',
    port,
    pages,
    stateUrl: env.SKILL_LEDGER_STATE_URL || undefined,
  };
}

/** Injection token of the configuration. */
export const SERVER_CONFIG = Symbol('server configuration');
