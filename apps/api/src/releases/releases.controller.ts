import { extname } from 'node:path';
import {
  Body,
  Controller,
  Get,
  Header,
  HttpCode,
  Param,
  Post,
  SerializeOptions,
  StreamableFile,
} from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import {
  BuildReleaseRequest,
  ReleaseAnswer,
  ReleaseBuilt,
  ReleaseStepRequest,
  ReleasesAnswer,
} from '@skill-ledger/contracts';
import type { Caller } from '../http/caller.ts';
import { By, Needs } from '../http/needs.ts';
import { DemoReleasesService } from './demo-releases.service.ts';
import { ReleasesService, releaseBy } from './releases.service.ts';

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.csv': 'text/csv; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.xlsx': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  '.parquet': 'application/vnd.apache.parquet',
};

/** The pages of a bundle need no script and nothing from elsewhere. */
const PREVIEW_POLICY =
  "sandbox allow-same-origin; default-src 'none'; style-src 'self'; img-src 'self' data:";

@ApiTags('releases')
@Controller('releases')
export class ReleasesController {
  constructor(
    private readonly releases: ReleasesService,
    private readonly demo: DemoReleasesService,
  ) {}

  @Get()
  @Needs('releases.read')
  @ApiOperation({ summary: '公开数据：草稿、已公布和可生成的各期 · releases, and periods to build one of' })
  @ApiOkResponse({ standardSchema: ReleasesAnswer })
  @SerializeOptions({ schema: ReleasesAnswer })
  async list(): Promise<ReleasesAnswer> {
    const isPreparing = await this.demo.begin();
    return { ...(await this.releases.list()), isPreparing };
  }

  @Get(':id')
  @Needs('releases.read')
  @ApiOperation({
    summary: '一期公开数据：检查清单、差异、经过 · a release with checklist, differences, history',
  })
  @ApiOkResponse({ standardSchema: ReleaseAnswer })
  @SerializeOptions({ schema: ReleaseAnswer })
  one(@By() caller: Caller, @Param('id') id: string): Promise<ReleaseAnswer> {
    return this.releases.one(caller, id);
  }

  @Post()
  @Needs('releases.prepare')
  @ApiOperation({ summary: '由当前快照生成草稿 · build a draft from the current snapshot' })
  @ApiCreatedResponse({ standardSchema: ReleaseBuilt })
  @SerializeOptions({ schema: ReleaseBuilt })
  async build(
    @By() caller: Caller,
    @Body({ schema: BuildReleaseRequest }) request: BuildReleaseRequest,
  ): Promise<ReleaseBuilt> {
    return { id: await this.releases.build(releaseBy(caller), request) };
  }

  @Post(':id/steps')
  @HttpCode(204)
  @Needs('releases.read')
  @ApiOperation({
    summary: '提交、批准、公布、撤回等一步 · one step: the table of steps says who may take it',
  })
  @ApiNoContentResponse()
  step(
    @By() caller: Caller,
    @Param('id') id: string,
    @Body({ schema: ReleaseStepRequest }) request: ReleaseStepRequest,
  ): Promise<void> {
    return this.releases.step(releaseBy(caller), id, request);
  }

  @Get(':id/bundle/:name')
  @Needs('releases.read')
  @Header('Content-Security-Policy', PREVIEW_POLICY)
  @ApiOperation({ summary: '预览数据包中的页面 · a page of the bundle, drafts too' })
  @ApiOkResponse({ description: 'the file' })
  page(@Param('id') id: string, @Param('name') name: string): Promise<StreamableFile> {
    return this.stream(id, name);
  }

  @Get(':id/bundle/data/:name')
  @Needs('releases.read')
  @Header('Content-Security-Policy', PREVIEW_POLICY)
  @ApiOperation({ summary: '数据包中的一张表 · a table of the bundle, drafts too' })
  @ApiOkResponse({ description: 'the file' })
  table(@Param('id') id: string, @Param('name') name: string): Promise<StreamableFile> {
    return this.stream(id, `data/${name}`);
  }

  private async stream(id: string, name: string): Promise<StreamableFile> {
    const type = TYPES[extname(name)] ?? 'text/plain; charset=utf-8';
    return new StreamableFile(await this.releases.file(id, name), { type });
  }
}
