import fastifyCompress from '@fastify/compress';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';

/** Headers and compression that every server of this program has. @param isSecure whether it is reached by https */
export async function secure(app: NestFastifyApplication, isSecure: boolean): Promise<void> {
  app.useSecurityHeaders({
    contentSecurityPolicy: {
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        // ECharts and the API page set styles on elements.
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:'],
        fontSrc: ["'self'"],
        objectSrc: ["'none'"],
        frameAncestors: ["'none'"],
        // Plain HTTP is the rule inside an intranet.
        upgradeInsecureRequests: null,
      },
    },
    strictTransportSecurity: isSecure,
  });
  await app.register(fastifyCompress, { threshold: 1024 });
}
