import { Controller, Get, HttpCode, Query, Req, Res, SerializeOptions } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiOkResponse, ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import { ClassWay, ClassWayQuery, type Language, PUBLIC_LIMITS } from '@skill-ledger/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Needs } from '../http/needs.ts';
import { TrackService } from './track.service.ts';

const LIMIT = { rateLimit: { max: PUBLIC_LIMITS.track, timeWindow: '1 minute' } };
const PAGE = {
  summary: '培训班补贴进度查询 · progress of a class, for readers who know its number and first day',
};

/** The one public service that reads the current snapshot: a class by its number and first day. */
@ApiTags('public')
@Controller()
export class TrackController {
  constructor(private readonly track: TrackService) {}

  @Get('track')
  @Needs('nothing')
  @RouteConfig(LIMIT)
  @ApiOperation(PAGE)
  @ApiOkResponse({ standardSchema: ClassWay })
  @SerializeOptions({ schema: ClassWay })
  way(@Query({ schema: ClassWayQuery }) query: ClassWayQuery): Promise<ClassWay> {
    return this.track.get(query);
  }

  @Get('public/track.html')
  @HttpCode(200)
  @Needs('nothing')
  @RouteConfig(LIMIT)
  @ApiOperation(PAGE)
  @ApiQuery({ name: 'class', required: false })
  @ApiQuery({ name: 'start', required: false })
  @ApiOkResponse({ content: { 'text/html': {} } })
  page(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.show('zh', request, reply);
  }

  @Get('public/track.en.html')
  @Needs('nothing')
  @RouteConfig(LIMIT)
  @ApiOperation(PAGE)
  @ApiQuery({ name: 'class', required: false })
  @ApiQuery({ name: 'start', required: false })
  @ApiOkResponse({ content: { 'text/html': {} } })
  pageInEnglish(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.show('en', request, reply);
  }

  private async show(language: Language, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const { found, html } = await this.track.page(language, request.query as Record<string, unknown>);
    reply
      .status(found ? 200 : 404)
      .header('cache-control', 'no-store')
      .type('text/html; charset=utf-8')
      .send(html);
  }
}
