import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ServerConfig } from '../config/config.ts';

/** Cookies of the session, and of a pending single sign-on. */
type CookieName = 'skill_ledger' | 'skill_ledger_sign_on';

const isSecure = ({ publicUrl }: ServerConfig): boolean => publicUrl?.startsWith('https:') ?? false;

/** Over https the browser binds the cookie to this host (`__Host-`). */
const fullName = (name: CookieName, config: ServerConfig): string =>
  isSecure(config) ? `__Host-${name}` : name;

/** The token in a request's cookie. */
export function readCookie(
  request: FastifyRequest,
  config: ServerConfig,
  name: CookieName,
): string | undefined {
  const wanted = `${fullName(name, config)}=`;
  return request.headers.cookie
    ?.split(';')
    .map((part) => part.trim())
    .find((part) => part.startsWith(wanted))
    ?.slice(wanted.length);
}

/** Sets or clears the token cookie. It lasts until the browser is closed; the server ends the session earlier. */
export function writeCookie(
  reply: FastifyReply,
  config: ServerConfig,
  name: CookieName,
  token: string | null,
): void {
  const secure = isSecure(config) ? '; Secure' : '';
  const ends = token === null ? '; Max-Age=0' : '';
  void reply.header(
    'set-cookie',
    `${fullName(name, config)}=${token ?? ''}; Path=/; HttpOnly; SameSite=Lax${secure}${ends}`,
  );
}
