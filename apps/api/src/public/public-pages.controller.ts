import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { PUBLIC_LIMITS } from '@skill-ledger/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Needs } from '../http/needs.ts';
import { PublicReplyService } from './public-reply.service.ts';
import { PublicSiteService } from './public-site.service.ts';

const LIMIT = { rateLimit: { max: PUBLIC_LIMITS.pages, timeWindow: '1 minute' } };

@ApiTags('public')
@Controller('public')
export class PublicPagesController {
  constructor(
    private readonly site: PublicSiteService,
    private readonly reply: PublicReplyService,
  ) {}

  @Get()
  @Needs('nothing')
  @RouteConfig(LIMIT)
  @ApiOperation({ summary: '公开网站首页 · first page of the public site' })
  @ApiOkResponse({ content: { 'text/html': {} } })
  front(@Res() reply: FastifyReply): void {
    // Links of the pages are relative: they need the slash.
    reply.redirect('/public/', 308);
  }

  @Get('*')
  @Needs('nothing')
  @RouteConfig(LIMIT)
  @ApiOperation({
    summary:
      '公开网站的页面和文件；已撤回的版本答以 410 · pages and files of the public site; 410 for withdrawn releases',
  })
  @ApiParam({ name: 'path', example: 'calendar.html' })
  @ApiOkResponse({ content: { 'text/html': {} } })
  async page(
    @Param('*') path: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.reply.page(await this.site.get(), path, request, reply);
  }
}
