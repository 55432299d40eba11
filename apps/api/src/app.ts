import fastifyMultipart from '@fastify/multipart';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { SwaggerModule } from '@nestjs/swagger';
import { recogniseCallers } from './access/recognise.hook.ts';
import { appModule } from './app.module.ts';
import type { ServerConfig } from './config/config.ts';
import { limitBodyStalls } from './http/body-timeout.ts';
import { openApiDocument } from './http/openapi.ts';
import { servePages } from './http/pages.ts';
import { refuseUnread } from './http/problem.filter.ts';
import { secure } from './http/security.ts';
import { closeIdleConnections } from './http/shutdown.ts';
import { refuseIllFormed } from './http/well-formed.ts';
import { limitObjections } from './notices/notices.hook.ts';
import { describePublic, openToPublic, PUBLIC_PATHS } from './public/public.hook.ts';
import { makeDemoPublic } from './releases/public-demo.hook.ts';
import { addEtags } from './snapshots/etags.hook.ts';

/** The complete server, not yet listening. */
export async function createApp(config: ServerConfig): Promise<NestFastifyApplication> {
  const proxies = config.trustProxy ?? 0;
  const app = await NestFactory.create<NestFastifyApplication>(
    appModule(config),
    new FastifyAdapter({ trustProxy: (_, hop) => hop < proxies, frameworkErrors: refuseUnread }),
    {
      logger: ['error', 'warn'],
    },
  );
  app.setGlobalPrefix('api/v1', { exclude: ['health/live', 'health/ready', ...PUBLIC_PATHS] });
  await secure(app, config.publicUrl?.startsWith('https:') ?? false);
  await app.register(fastifyMultipart);
  app.enableCsrfProtection({ trustedOrigins: config.publicUrl ? [config.publicUrl] : [] });
  limitBodyStalls(app, config);
  refuseIllFormed(app);
  closeIdleConnections(app.getHttpAdapter().getInstance());
  await openToPublic(app);
  limitObjections(app);
  makeDemoPublic(app);
  recogniseCallers(app, config);
  addEtags(app);
  if (config.pages !== null) await servePages(app, config.pages);
  describePublic(app);
  // Built at its first request: it takes a third of a second, which every start would pay.
  SwaggerModule.setup('api/docs', app, () => openApiDocument(app), {
    jsonDocumentUrl: 'api/openapi.json',
    yamlDocumentUrl: 'api/openapi.yaml',
    customSiteTitle: '技能账本 API · SkillLedger API',
    // Its badge would be requested from a server on the internet.
    swaggerOptions: { validatorUrl: 'none' },
  });
  app.enableShutdownHooks();
  await app.init();
  return app;
}
