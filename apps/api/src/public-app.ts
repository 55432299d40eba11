import { type DynamicModule, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { configModule } from './config/config.module.ts';
import type { ServerConfig } from './config/config.ts';
import { HttpModule } from './http/http.module.ts';
import { refuseUnread } from './http/problem.filter.ts';
import { secure } from './http/security.ts';
import { closeIdleConnections } from './http/shutdown.ts';
import { refuseIllFormed } from './http/well-formed.ts';
import { describePublic, openToPublic, PUBLIC_PATHS } from './public/public.hook.ts';
import { PublicModule } from './public/public.module.ts';

@Module({})
class PublicAppModule {}

const publicAppModule = (config: ServerConfig): DynamicModule => ({
  module: PublicAppModule,
  imports: [configModule(config), HttpModule, PublicModule],
});

/** A server of published bundles alone: it opens neither warehouse nor state, and knows no account. */
export async function createPublicApp(config: ServerConfig): Promise<NestFastifyApplication> {
  const proxies = config.trustProxy ?? 0;
  const app = await NestFactory.create<NestFastifyApplication>(
    publicAppModule(config),
    new FastifyAdapter({ trustProxy: (_, hop) => hop < proxies, frameworkErrors: refuseUnread }),
    { logger: ['error', 'warn'] },
  );
  app.setGlobalPrefix('api/v1', { exclude: PUBLIC_PATHS });
  await secure(app, config.publicUrl?.startsWith('https:') ?? false);
  refuseIllFormed(app);
  closeIdleConnections(app.getHttpAdapter().getInstance());
  await openToPublic(app);
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onRequest', async (request, reply) => {
      if (request.url === '/') return reply.redirect('/public/', 302);
    });
  describePublic(app);
  app.enableShutdownHooks();
  await app.init();
  return app;
}
