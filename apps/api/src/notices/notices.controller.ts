import {
  Body,
  Controller,
  Get,
  HttpCode,
  Inject,
  Param,
  Post,
  Query,
  Req,
  SerializeOptions,
  type StreamableFile,
} from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import {
  NoticeAnswer,
  NoticeOpened,
  NoticePreview,
  NoticePreviewQuery,
  NoticeStepRequest,
  NoticesAnswer,
  ObjectionStepRequest,
  OpenNoticeRequest,
} from '@skill-ledger/contracts';
import type { FastifyRequest } from 'fastify';
import { SERVER_CONFIG, type ServerConfig } from '../config/config.ts';
import type { Caller } from '../http/caller.ts';
import { exportDownload, originOf } from '../http/export.ts';
import { By, Needs, Personal } from '../http/needs.ts';
import { DemoNoticesService } from './demo-notices.service.ts';
import { NoticeLedgerService } from './notice-ledger.service.ts';
import { NoticesService, noticeBy } from './notices.service.ts';

@ApiTags('notices')
@Controller('notices')
export class NoticesController {
  constructor(
    private readonly notices: NoticesService,
    private readonly ledgers: NoticeLedgerService,
    private readonly demo: DemoNoticesService,
    @Inject(SERVER_CONFIG) private readonly config: ServerConfig,
  ) {}

  @Get()
  @Needs('notices.read')
  @ApiOperation({ summary: '公示名单和可公示的补贴 · name lists, and what one can be opened over' })
  @ApiOkResponse({ standardSchema: NoticesAnswer })
  @SerializeOptions({ schema: NoticesAnswer })
  async list(): Promise<NoticesAnswer> {
    await this.demo.ensure();
    return this.notices.list();
  }

  @Get('preview')
  @Needs('notices.open')
  @ApiOperation({ summary: '公示前预览：期限、笔数、前几行 · what a notice would hold, and its last day' })
  @ApiOkResponse({ standardSchema: NoticePreview })
  @SerializeOptions({ schema: NoticePreview })
  preview(@Query({ schema: NoticePreviewQuery }) query: NoticePreviewQuery): Promise<NoticePreview> {
    return this.notices.preview(query);
  }

  @Post()
  @Needs('notices.open')
  @ApiOperation({ summary: '发布公示名单 · open a notice over payouts of a unit, class or batch' })
  @ApiCreatedResponse({ standardSchema: NoticeOpened })
  @SerializeOptions({ schema: NoticeOpened })
  async open(
    @By() caller: Caller,
    @Body({ schema: OpenNoticeRequest }) request: OpenNoticeRequest,
  ): Promise<NoticeOpened> {
    return { id: await this.notices.open(noticeBy(caller), request) };
  }

  @Get(':id')
  @Personal('masked')
  @Needs('notices.read')
  @ApiOperation({ summary: '一份公示：异议、结果、经过 · a notice with objections, results, history' })
  @ApiOkResponse({ standardSchema: NoticeAnswer })
  @SerializeOptions({ schema: NoticeAnswer })
  one(@By() caller: Caller, @Param('id') id: string): Promise<NoticeAnswer> {
    return this.notices.one(caller, id);
  }

  @Post(':id/steps')
  @HttpCode(204)
  @Needs('notices.open')
  @ApiOperation({ summary: '撤下公示 · take a notice down' })
  @ApiNoContentResponse()
  step(
    @By() caller: Caller,
    @Param('id') id: string,
    @Body({ schema: NoticeStepRequest }) request: NoticeStepRequest,
  ): Promise<void> {
    return this.notices.step(noticeBy(caller), id, request);
  }

  @Post(':id/objections/:objection/steps')
  @HttpCode(204)
  @Needs('notices.answer')
  @ApiOperation({
    summary: '决定异议暂缓的范围、答复 · what an objection holds, and the answer to it',
  })
  @ApiNoContentResponse()
  stepObjection(
    @By() caller: Caller,
    @Param('id') id: string,
    @Param('objection') objection: string,
    @Body({ schema: ObjectionStepRequest }) request: ObjectionStepRequest,
  ): Promise<void> {
    return this.notices.stepObjection(noticeBy(caller), id, objection, request);
  }

  @Get(':id/results.xlsx')
  @Needs('notices.read')
  @ApiOperation({ summary: '公示结果，供补贴台账填写 · the result, for the ledger (XLSX)' })
  @ApiOkResponse({ description: 'the workbook' })
  async workbook(
    @By() caller: Caller,
    @Param('id') id: string,
    @Req() request: FastifyRequest,
  ): Promise<StreamableFile> {
    return exportDownload('xlsx', await this.notices.results(caller, id, originOf(this.config, request)));
  }

  @Get(':id/ledger.xlsx')
  @Personal('withheld')
  @Needs('notices.open')
  @ApiOperation({
    summary:
      '已填公示日期的补贴台账，可直接装载 · the ledger of payouts with the days of the notice, to be loaded',
  })
  @ApiOkResponse({ description: 'the workbook' })
  async ledger(
    @By() caller: Caller,
    @Param('id') id: string,
    @Req() request: FastifyRequest,
  ): Promise<StreamableFile> {
    return exportDownload('xlsx', await this.ledgers.write(caller, id, originOf(this.config, request)));
  }

  @Get(':id/results.csv')
  @Needs('notices.read')
  @ApiOperation({ summary: '公示结果，供补贴台账填写 · the result, for the ledger (CSV)' })
  @ApiOkResponse({ description: 'the file' })
  async csv(
    @By() caller: Caller,
    @Param('id') id: string,
    @Req() request: FastifyRequest,
  ): Promise<StreamableFile> {
    return exportDownload('csv', await this.notices.results(caller, id, originOf(this.config, request)));
  }
}
