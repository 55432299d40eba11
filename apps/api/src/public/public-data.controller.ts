import { Controller, Get, Param, Req, Res, SerializeOptions } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { DataPackage, PUBLIC_LIMITS, PublicReleasesAnswer, ReleaseInfo } from '@skill-ledger/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Needs } from '../http/needs.ts';
import { PublicDataService } from './public-data.service.ts';
import { PublicReplyService } from './public-reply.service.ts';

const LIMIT = { rateLimit: { max: PUBLIC_LIMITS.data, timeWindow: '1 minute' } };
const ID = {
  name: 'id',
  description: '版本，或 current · a release, or current',
  example: 'current',
};

/** Open data: published bundles only. */
@ApiTags('public')
@Controller('api/public/v1')
export class PublicDataController {
  constructor(
    private readonly data: PublicDataService,
    private readonly reply: PublicReplyService,
  ) {}

  @Get('datapackage.json')
  @Needs('nothing')
  @RouteConfig(LIMIT)
  @ApiOperation({
    summary:
      '入口：现行版本各表的说明和地址 · the entry: tables of the release in force, with their addresses',
  })
  @ApiOkResponse({ standardSchema: DataPackage })
  @SerializeOptions({ schema: DataPackage })
  async entry(): Promise<DataPackage> {
    return this.data.entry();
  }

  @Get('releases')
  @Needs('nothing')
  @RouteConfig(LIMIT)
  @ApiOperation({
    summary: '所有版本，含已被替代和已撤回的 · every release, superseded and withdrawn ones too',
  })
  @ApiOkResponse({ standardSchema: PublicReleasesAnswer })
  @SerializeOptions({ schema: PublicReleasesAnswer })
  releases(): Promise<PublicReleasesAnswer> {
    return this.data.releases();
  }

  @Get('releases/:id')
  @Needs('nothing')
  @RouteConfig(LIMIT)
  @ApiOperation({ summary: '一个版本 · a release' })
  @ApiParam(ID)
  @ApiOkResponse({ standardSchema: ReleaseInfo })
  release(
    @Param('id') id: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.send(id, 'release.json', request, reply);
  }

  @Get('releases/:id/datapackage.json')
  @Needs('nothing')
  @RouteConfig(LIMIT)
  @ApiOperation({ summary: '一个版本各表的说明 · the tables of a release' })
  @ApiParam(ID)
  @ApiOkResponse({ standardSchema: DataPackage })
  description(
    @Param('id') id: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.send(id, 'datapackage.json', request, reply);
  }

  @Get('releases/:id/data/:file')
  @Needs('nothing')
  @RouteConfig(LIMIT)
  @ApiOperation({
    summary: '一张表：CSV、JSON、XLSX 或 Parquet · a table: CSV, JSON, XLSX or Parquet',
  })
  @ApiParam(ID)
  @ApiParam({
    name: 'file',
    description: '表名.格式 · name of the table and format',
    example: 'funds_by_source.csv',
  })
  @ApiOkResponse({ content: { 'text/csv': {}, 'application/json': {} } })
  table(
    @Param('id') id: string,
    @Param('file') file: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.send(id, `data/${file}`, request, reply);
  }

  private async send(
    asked: string,
    name: string,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<void> {
    const { site, id } = await this.data.find(asked);
    await this.reply.file(site, `${id}/${name}`, request, reply);
  }
}
