import fastifyRateLimit from '@fastify/rate-limit';
import { HttpException } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { SwaggerModule } from '@nestjs/swagger';
import { openApiDocument } from '../http/openapi.ts';

const DATA = '/api/public/';

/** Paths of controllers that stand outside of `/api/v1`. */
export const PUBLIC_PATHS = ['public', 'public/*path', 'api/public/v1/*path'];

/** Limits requests by address on routes that declare it, and allows pages of any site to read the open data. */
export async function openToPublic(app: NestFastifyApplication): Promise<void> {
  await app.register(fastifyRateLimit, {
    global: false,
    errorResponseBuilder: (_, { ttl }) =>
      new HttpException(
        {
          zh: '请求太频繁，请稍后再试',
          en: 'too many requests: try again later',
          retryAfter: Math.ceil(ttl / 1000),
        },
        429,
      ),
  });
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onRequest', async (request, reply) => {
      if (!request.url.startsWith(DATA)) return;
      reply
        .header('access-control-allow-origin', '*')
        .header('access-control-expose-headers', 'ETag, Retry-After')
        .header('cross-origin-resource-policy', 'cross-origin');
      if (request.method !== 'OPTIONS') return;
      return reply
        .header('access-control-allow-methods', 'GET, HEAD')
        .header('access-control-allow-headers', 'If-None-Match')
        .status(204)
        .send();
    });
}

/** Documentation of the open data interface alone, for readers outside. */
export function describePublic(app: NestFastifyApplication): void {
  SwaggerModule.setup(
    'api/public/v1/docs',
    app,
    () => {
      const document = openApiDocument(app);
      const paths = Object.entries(document.paths).filter(([path]) => path.startsWith(DATA));
      return { ...document, paths: Object.fromEntries(paths) };
    },
    {
      jsonDocumentUrl: 'api/public/v1/openapi.json',
      customSiteTitle: '技能账本公开数据 · SkillLedger open data',
      swaggerOptions: { validatorUrl: 'none' },
    },
  );
}
