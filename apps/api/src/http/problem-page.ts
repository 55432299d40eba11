import type { Problem } from '@skill-ledger/contracts';
import type { FastifyRequest } from 'fastify';

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string): string => text.replaceAll(/[&<>"]/g, (mark) => ENTITIES[mark] ?? mark);

/** Whether a browser opens a page of the public site. */
export const wantsPage = ({ url, headers }: FastifyRequest): boolean =>
  url.startsWith('/public/') && (headers.accept ?? '').includes('text/html');

/** A problem as a page of the public site, in both languages. */
export const problemPage = ({ title, status, detail }: Problem): string => `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${status} ${escaped(title)}</title><link rel="icon" href="data:,"><link rel="stylesheet" href="/public/site.css"></head>
<body><main id="top"><div class="page"><h1>${status}</h1><p class="lead">${escaped(detail.zh)}</p><p lang="en">${escaped(detail.en)}</p>
<p><a href="/public/">返回首页 · Home</a></p></div></main></body></html>
`;
