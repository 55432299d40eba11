import { resolveHome } from '@skill-ledger/etl';

/** Single sign-on, if configured. */
export interface OidcConfig {
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** Claim of the ID token with the account name. */
  claim: string;
}

/** Address that receives reminders. */
export interface WebHookConfig {
  url: string;
  /** Key that signs the reminders. */
  secret: string;
  /** Milliseconds that one attempt may take. */
  timeoutMs?: number;
  /** Milliseconds to wait before each further attempt of a round. */
  waitsMs?: number[];
}

/** The server's configuration, read from the environment. */
export interface ServerConfig {
  home: string;
  /** Folder of published bundles; `public` in the home by default. */
  publicFolder?: string | undefined;
  host: string;
  port: number;
  /** Folder of the built pages; null serves the API alone. */
  pages: string | null;
  /** PostgreSQL connection string of the state store; by default SQLite in the home folder. */
  stateUrl?: string | undefined;
  /** Public address behind a proxy; https makes cookies secure. */
  publicUrl?: string | undefined;
  /** Number of trusted proxies: the client address reported by the outermost of them is used. */
  trustProxy?: number;
  /** Minutes after which an idle session ends. */
  idleMinutes?: number;
  oidc?: OidcConfig | undefined;
  webHook?: WebHookConfig | undefined;
  /** Bytes of evidence that one account and all together may store; the contract's by default. */
  evidenceQuota?: { account: number; all: number };
  /** The same for uploads that are not loaded yet. */
  uploadQuota?: { account: number; all: number };
  /** Parallel and queued jobs; the contract's values by default. */
  jobs?: { running: number; runningPerAccount: number; waiting: number; waitingPerAccount: number };
  /** Minimum number of snapshots kept; older ones are removed unless something was made from them. */
  keptSnapshots?: number;
  /** Free space on the disk of the home below which the server is degraded. */
  leastFreeBytes?: number;
  /** Milliseconds without a byte of the request body after which the request is aborted. */
  bodyStallMs?: number;
}

export function readConfig(env: NodeJS.ProcessEnv, pages: string | null): ServerConfig {
  const publicUrl = env.SKILL_LEDGER_PUBLIC_URL || undefined;
  if (publicUrl !== undefined && !/^https?:\/\/[^/]+\/?$/.test(publicUrl)) {
    throw new Error(
      `SKILL_LEDGER_PUBLIC_URL：应为 https://主机名，不带路径 · write it as https://host, without a path: ${publicUrl}`,
    );
  }
  return {
    home: resolveHome(env),
    publicFolder: env.SKILL_LEDGER_PUBLIC_DIR || undefined,
    host: env.SKILL_LEDGER_HOST ?? '127.0.0.1',
    port: whole(env.SKILL_LEDGER_PORT ?? env.PORT, 'SKILL_LEDGER_PORT', '端口 · port', 3000, 0, 65_535),
    pages,
    stateUrl: env.SKILL_LEDGER_STATE_URL || undefined,
    publicUrl: publicUrl?.replace(/\/$/, ''),
    trustProxy: whole(
      env.SKILL_LEDGER_TRUST_PROXY || undefined,
      'SKILL_LEDGER_TRUST_PROXY',
      '反向代理的层数 · number of proxies',
      0,
      0,
      9,
    ),
    idleMinutes: whole(
      env.SKILL_LEDGER_IDLE_MINUTES,
      'SKILL_LEDGER_IDLE_MINUTES',
      '分钟 · minutes',
      IDLE_MINUTES,
      1,
      720,
    ),
    keptSnapshots: whole(
      env.SKILL_LEDGER_KEPT_SNAPSHOTS || undefined,
      'SKILL_LEDGER_KEPT_SNAPSHOTS',
      '快照个数 · number of snapshots',
      KEPT_SNAPSHOTS,
      1,
      100_000,
    ),
    oidc: readOidc(env, publicUrl),
    webHook: readWebHook(env),
  };
}

/** Default: about half a year of weekly loads. */
export const KEPT_SNAPSHOTS = 30;
/** Default; OWASP ASVS 3.3.2 asks for no more. */
export const IDLE_MINUTES = 30;

function whole(
  text: string | undefined,
  name: string,
  what: string,
  standard: number,
  least: number,
  most: number,
): number {
  const value = Number(text ?? standard);
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  throw new Error(
    `${name}：${what}，${least}–${most} 的整数 · a whole number from ${least} to ${most}: ${text}`,
  );
}

function readOidc(env: NodeJS.ProcessEnv, publicUrl: string | undefined): OidcConfig | undefined {
  const {
    SKILL_LEDGER_OIDC_ISSUER: issuer,
    SKILL_LEDGER_OIDC_CLIENT_ID: clientId,
    SKILL_LEDGER_OIDC_CLIENT_SECRET: clientSecret,
  } = env;
  if (!issuer) return undefined;
  if (!clientId || !clientSecret || publicUrl === undefined) {
    throw new Error(
      '单点登录还需要 SKILL_LEDGER_OIDC_CLIENT_ID、SKILL_LEDGER_OIDC_CLIENT_SECRET 和 SKILL_LEDGER_PUBLIC_URL · single sign-on also needs these three',
    );
  }
  return { issuer, clientId, clientSecret, claim: env.SKILL_LEDGER_OIDC_CLAIM || 'preferred_username' };
}

function readWebHook(env: NodeJS.ProcessEnv): WebHookConfig | undefined {
  const { SKILL_LEDGER_WEB_HOOK_URL: url, SKILL_LEDGER_WEB_HOOK_SECRET: secret } = env;
  if (!url) return undefined;
  if (!isHookAddress(url) || !secret || secret.length < 16) {
    throw new Error(
      'SKILL_LEDGER_WEB_HOOK_URL 应为不带用户名和密码的 http(s) 地址，并须设置至少 16 个字符的 SKILL_LEDGER_WEB_HOOK_SECRET · write an http(s) address without user name and password, and a SKILL_LEDGER_WEB_HOOK_SECRET of 16 characters or more',
    );
  }
  return { url, secret };
}

function isHookAddress(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password } = new URL(text);
  return /^https?:$/.test(protocol) && username === '' && password === '';
}

/** Settings that are probably not meant. */
export function configWarnings({ publicUrl, trustProxy = 0 }: ServerConfig): string[] {
  if (publicUrl === undefined || trustProxy > 0) return [];
  return [
    '设置了 SKILL_LEDGER_PUBLIC_URL 而没有设置 SKILL_LEDGER_TRUST_PROXY：审计日志和登录限制会把所有人看作来自代理的同一地址 · SKILL_LEDGER_PUBLIC_URL is set without SKILL_LEDGER_TRUST_PROXY: behind a proxy, all users appear to have the proxy’s address',
  ];
}

/** Injection token of the configuration. */
export const SERVER_CONFIG = Symbol('server configuration');
