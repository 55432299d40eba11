import { Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiConsumes, ApiOkResponse, ApiOperation, ApiParam, ApiQuery, ApiTags } from '@nestjs/swagger';
import { OBJECTIONS_OF_AN_ADDRESS, PUBLIC_LIMITS } from '@skill-ledger/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Needs } from '../http/needs.ts';
import { type Answered, PublicNoticesService } from './public-notices.service.ts';

const PAGES = { rateLimit: { max: PUBLIC_LIMITS.pages, timeWindow: '1 minute' } };
const SEARCHES = { rateLimit: { max: PUBLIC_LIMITS.payees, timeWindow: '1 minute' } };
/** Of an address to one notice, whatever the language of the page. */
const OBJECTIONS = {
  rateLimit: {
    max: OBJECTIONS_OF_AN_ADDRESS,
    timeWindow: '1 hour',
    keyGenerator: ({ ip, params }: FastifyRequest): string =>
      `${ip} ${String((params as { page?: unknown }).page).split('.')[0]}`,
  },
};
const PAGE = { name: 'page', example: 'GS2021-0001.html' };
const LIST = { summary: '公示名单 · a name list: its days, and a search for payees' };
const OBJECT = { summary: '对公示名单提出异议 · object to a row of a name list, or to all of it' };
const ANSWER = { summary: '凭回执查看异议的答复 · the answer to an objection, by its receipt' };

/** Name lists for the public. They read the state store: a server of bundles alone does not have them. */
@ApiTags('public')
@Controller('public')
export class PublicNoticesController {
  constructor(private readonly notices: PublicNoticesService) {}

  @Get('notices.html')
  @Needs('nothing')
  @RouteConfig(PAGES)
  @ApiOperation({ summary: '全部公示 · every notice' })
  @ApiOkResponse({ content: { 'text/html': {} } })
  async index(@Res() reply: FastifyReply): Promise<void> {
    send(reply, await this.notices.index('zh'));
  }

  @Get('notices.en.html')
  @Needs('nothing')
  @RouteConfig(PAGES)
  @ApiOperation({ summary: '全部公示 · every notice' })
  @ApiOkResponse({ content: { 'text/html': {} } })
  async indexInEnglish(@Res() reply: FastifyReply): Promise<void> {
    send(reply, await this.notices.index('en'));
  }

  @Get('notices/answers.html')
  @Needs('nothing')
  @RouteConfig(PAGES)
  @ApiOperation(ANSWER)
  @ApiOkResponse({ content: { 'text/html': {} } })
  async answers(@Res() reply: FastifyReply): Promise<void> {
    send(reply, await this.notices.answers('zh', null));
  }

  @Get('notices/answers.en.html')
  @Needs('nothing')
  @RouteConfig(PAGES)
  @ApiOperation(ANSWER)
  @ApiOkResponse({ content: { 'text/html': {} } })
  async answersInEnglish(@Res() reply: FastifyReply): Promise<void> {
    send(reply, await this.notices.answers('en', null));
  }

  @Post('notices/answers.html')
  @Needs('nothing')
  @RouteConfig(SEARCHES)
  @ApiConsumes('application/x-www-form-urlencoded')
  @ApiOperation(ANSWER)
  @ApiOkResponse({ content: { 'text/html': {} } })
  async readAnswer(@Req() { body }: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    send(reply, await this.notices.answers('zh', fieldsOf(body)));
  }

  @Post('notices/answers.en.html')
  @Needs('nothing')
  @RouteConfig(SEARCHES)
  @ApiConsumes('application/x-www-form-urlencoded')
  @ApiOperation(ANSWER)
  @ApiOkResponse({ content: { 'text/html': {} } })
  async readAnswerInEnglish(@Req() { body }: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    send(reply, await this.notices.answers('en', fieldsOf(body)));
  }

  @Get('notices/objections/:page')
  @Needs('nothing')
  @RouteConfig(PAGES)
  @ApiOperation(OBJECT)
  @ApiParam(PAGE)
  @ApiQuery({ name: 'row', required: false })
  @ApiOkResponse({ content: { 'text/html': {} } })
  async form(
    @Param('page') page: string,
    @Req() { query }: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { row } = query as { row?: unknown };
    const key = typeof row === 'string' ? row.slice(0, 40) : '';
    send(reply, await this.notices.objectionForm(page, key));
  }

  @Post('notices/objections/:page')
  @Needs('nothing')
  @RouteConfig(OBJECTIONS)
  @ApiConsumes('application/x-www-form-urlencoded')
  @ApiOperation(OBJECT)
  @ApiParam(PAGE)
  @ApiOkResponse({ content: { 'text/html': {} } })
  async object(
    @Param('page') page: string,
    @Req() { body }: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    send(reply, await this.notices.object(page, fieldsOf(body)));
  }

  @Get('notices/:page')
  @Needs('nothing')
  @RouteConfig(PAGES)
  @ApiOperation(LIST)
  @ApiParam(PAGE)
  @ApiOkResponse({ content: { 'text/html': {} } })
  async list(@Param('page') page: string, @Res() reply: FastifyReply): Promise<void> {
    send(reply, await this.notices.list(page, null));
  }

  @Post('notices/:page')
  @Needs('nothing')
  @RouteConfig(SEARCHES)
  @ApiConsumes('application/x-www-form-urlencoded')
  @ApiOperation(LIST)
  @ApiParam(PAGE)
  @ApiOkResponse({ content: { 'text/html': {} } })
  async search(
    @Param('page') page: string,
    @Req() { body }: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    send(reply, await this.notices.list(page, fieldsOf(body)));
  }
}

/** A page that no cache keeps: it is gone when the notice is over. */
function send(reply: FastifyReply, { status, body }: Answered): void {
  reply.status(status).header('cache-control', 'no-store').type('text/html; charset=utf-8').send(body);
}

const fieldsOf = (body: unknown): Record<string, unknown> =>
  typeof body === 'object' && body !== null ? { ...body } : {};
