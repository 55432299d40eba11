import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DemoReleasesService } from './demo-releases.service.ts';

const PUBLIC = /^\/(?:public|api\/public)(?:[/?]|$)/;

/** The first look at a demonstration's public site makes its releases, and waits for the first of them. */
export function makeDemoPublic(app: NestFastifyApplication): void {
  const demo = app.get(DemoReleasesService, { strict: false });
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onRequest', async (request) => {
      if (PUBLIC.test(request.url)) await demo.first();
    });
}
