import { PayloadTooLargeException } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { MAX_NOTICE_TEXT, MAX_OBJECTION_BYTES } from '@skill-ledger/contracts';

const NOTICES = '/public/notices/';

/** Refuses what is larger than an objection can be before it is read, and says how much fits. */
export function limitObjections(app: NestFastifyApplication): void {
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onRequest', async ({ method, url, headers }) => {
      if (method !== 'POST' || !url.startsWith(NOTICES)) return;
      if (Number(headers['content-length'] ?? 0) <= MAX_OBJECTION_BYTES) return;
      throw new PayloadTooLargeException({
        zh: `内容太大，没有提交：异议最多 ${MAX_NOTICE_TEXT} 字，不能附文件；材料请交到经办机构`,
        en: `too large, nothing was sent: an objection has at most ${MAX_NOTICE_TEXT} characters and no files; take documents to the office`,
      });
    });
}
