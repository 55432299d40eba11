import {
  Controller,
  Get,
  HttpCode,
  NotFoundException,
  Query,
  Req,
  Res,
  SerializeOptions,
} from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiOkResponse, ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import { ClassWay, ClassWayQuery, type Language, PUBLIC_LIMITS } from '@skill-ledger/contracts';
import { trackPage } from '@skill-ledger/etl';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Needs } from '../http/needs.ts';
import { PublicSiteService } from './public-site.service.ts';
import { TrackService } from './track.service.ts';

const LIMIT = { rateLimit: { max: PUBLIC_LIMITS.track, timeWindow: '1 minute' } };
const PAGE = { summary: '培训班补贴进度查询 · how far a class is, for who knows its number and first day' };

/** The one public service that reads the current snapshot: a class by its number and first day. */
@ApiTags('public')
@Controller()
export class TrackController {
  constructor(
    private readonly track: TrackService,
    private readonly site: PublicSiteService,
  ) {}

  @Get('track')
  @Needs('nothing')
  @RouteConfig(LIMIT)
  @ApiOperation(PAGE)
  @ApiOkResponse({ standardSchema: ClassWay })
  @SerializeOptions({ schema: ClassWay })
  async way(@Query({ schema: ClassWayQuery }) query: ClassWayQuery): Promise<ClassWay> {
    const way = await this.track.find(query);
    if (way) return way;
    throw new NotFoundException({
      zh: '没有找到：请核对班级编号和开班日期，两项都须与开班通知一致',
      en: 'not found: check the class number and the first day, both as in the notice of the class',
    });
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
    const { published } = await this.site.get();
    const typed = asTyped(request.query as Record<string, unknown>);
    const query = ClassWayQuery.safeParse(typed);
    const way = query.success ? await this.track.find(query.data) : null;
    reply
      .status(typed !== null && way === null ? 404 : 200)
      .header('cache-control', 'no-store')
      .type('text/html; charset=utf-8')
      .send(trackPage(published, language, { asked: typed, way }));
  }
}

/** What the form holds; null where it was not sent. */
function asTyped(query: Record<string, unknown>): { class: string; start: string } | null {
  if (query.class === undefined && query.start === undefined) return null;
  const text = (value: unknown): string => (typeof value === 'string' ? value.slice(0, 64) : '');
  return { class: text(query.class), start: text(query.start) };
}
