import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { WATCH_HEADER } from '@skill-ledger/contracts';
import type { ServerConfig } from '../config/config.ts';
import { setCaller, setCallerError } from '../http/needs.ts';
import { readCookie } from './cookies.ts';
import { SessionsService } from './sessions.service.ts';

/** Resolves the caller of a request to the API, before anything else. */
export function recogniseCallers(app: NestFastifyApplication, config: ServerConfig): void {
  const access = app.get(SessionsService);
  const server = app.getHttpAdapter().getInstance();
  server.addHook('onRequest', async (request) => {
    // Published data are the same for all: no session is looked up.
    if (!request.url.startsWith('/api/') || request.url.startsWith('/api/public/')) return;
    const token = readCookie(request, config, 'skill_ledger');
    if (!token) return;
    try {
      const caller = await access.recognise(token, request.ip, request.headers[WATCH_HEADER] === undefined);
      if (caller) setCaller(request, caller);
    } catch (error) {
      // Routes that need a caller report it; others continue.
      setCallerError(request, error);
    }
  });
}
