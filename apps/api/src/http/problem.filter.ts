import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, Logger } from '@nestjs/common';
import type { Bilingual, Problem } from '@skill-ledger/contracts';
import { isDiskFull, UnknownFilterValue, UserError } from '@skill-ledger/etl';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { InvalidQuery } from './invalid-query.ts';
import { problemPage, wantsPage } from './problem-page.ts';

const TITLES: Record<number, string> = {
  400: 'Bad request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not found',
  405: 'Method not allowed',
  409: 'Conflict',
  410: 'Gone',
  413: 'Content too large',
  414: 'URI too long',
  415: 'Unsupported media type',
  408: 'Request timeout',
  422: 'Unprocessable content',
  429: 'Too many requests',
  503: 'Not ready',
  507: 'Insufficient storage',
};

const DETAILS: Record<number, Bilingual> = {
  400: { zh: '请求参数有误，请按 /api/docs 中的说明修改', en: 'the request is not valid: see /api/docs' },
  403: {
    zh: '请求来自其他网站，已拒绝；请在本系统的页面中操作',
    en: 'refused: the request comes from another site',
  },
  404: {
    zh: '没有这个地址，请检查拼写；全部地址见 /api/docs',
    en: 'no such address: see /api/docs',
  },
  413: { zh: '内容太大，请分次提交', en: 'too large: submit it in parts' },
  414: { zh: '地址太长，请检查', en: 'the address is too long' },
  415: { zh: '请以 JSON 提交（文件用表单上传）', en: 'send JSON, and files as a form' },
  507: {
    zh: '服务器磁盘空间不足，本次操作未保存，原有数据未受影响；请联系管理员清理后重试',
    en: 'the disk of the server is full: this was not saved, and nothing was lost. Tell the administrator, and try again later',
  },
  500: {
    zh: '服务器内部错误，已记入日志；请稍后重试或联系管理员',
    en: 'internal error, written to the log: try again later or contact the administrator',
  },
};

/** Turns every error into RFC 9457 problem details, in both languages; server errors are written to the log. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger('http');

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    // The client has disconnected, as when an upload is cancelled: this is not an error.
    if (request.raw.destroyed && !request.raw.complete) {
      reply.hijack();
      return;
    }
    // The rest of a refused body is read and dropped; otherwise the connection could not serve further requests.
    if (!request.raw.complete) request.raw.unpipe().resume();
    const problem = problemOf(error, request.url.split('?')[0] ?? '');
    const wait = retryAfter(error);
    if (wait !== undefined) void reply.header('retry-after', String(wait));
    if (isDiskFull(error)) this.logger.error(error instanceof Error ? error.message : String(error));
    if (problem.status === 500) {
      this.logger.error(error instanceof Error ? error.stack : String(error));
    }
    const [type, text] = wantsPage(request)
      ? ['text/html', problemPage(problem)]
      : ['application/problem+json', JSON.stringify(problem)];
    void reply.status(problem.status).type(`${type}; charset=utf-8`).send(text);
  }
}

/** Answers a request that reaches no route, such as one whose address cannot be decoded. */
export function refuseUnread(error: Error, _: unknown, reply: FastifyReply): void {
  const problem = problemOf(error, '');
  void reply
    .status(problem.status)
    .type('application/problem+json; charset=utf-8')
    .send(JSON.stringify(problem));
}

function problemOf(error: unknown, instance: string): Problem {
  const status = statusOf(error);
  const body = error instanceof HttpException ? error.getResponse() : null;
  const detail =
    error instanceof UserError && status < 500
      ? error.text
      : isBilingual(body)
        ? { zh: body.zh, en: body.en }
        : (DETAILS[status] ?? DETAILS[500] ?? { zh: '', en: '' });
  const errors =
    error instanceof UnknownFilterValue
      ? [{ field: error.filter, ...error.text }]
      : error instanceof InvalidQuery
        ? error.errors
        : listOf(body);
  return {
    type: 'about:blank',
    title: TITLES[status] ?? 'Internal server error',
    status,
    detail,
    instance,
    ...(errors.length > 0 && { errors }),
    ...(isBilingual(body) && 'current' in body && { current: body.current }),
  };
}

/** Problems by field, if the error has them. */
const listOf = (body: unknown): NonNullable<Problem['errors']> =>
  isBilingual(body) && 'errors' in body && Array.isArray(body.errors) ? body.errors : [];

/** Error of the form parser for a truncated or missing form. */
const BROKEN_FORM = /^(Multipart: |Unexpected end of |Malformed part |Malformed content type)/;

function statusOf(error: unknown): number {
  if (error instanceof HttpException) return error.getStatus();
  if (error instanceof UnknownFilterValue) return 400;
  if (isDiskFull(error)) return 507;
  const { statusCode, message } = error as { statusCode?: unknown; message?: unknown };
  if (BROKEN_FORM.test(String(message))) return 400;
  return typeof statusCode === 'number' && statusCode >= 400 && statusCode < 500 ? statusCode : 500;
}

/** Seconds after which the request may succeed, if the error has them. */
function retryAfter(error: unknown): number | undefined {
  const body = error instanceof HttpException ? error.getResponse() : null;
  return typeof body === 'object' && body !== null && 'retryAfter' in body
    ? Number(body.retryAfter)
    : undefined;
}

const isBilingual = (body: unknown): body is Bilingual =>
  typeof body === 'object' && body !== null && 'zh' in body && 'en' in body;
