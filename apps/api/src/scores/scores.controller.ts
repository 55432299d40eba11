import {
  Body,
  Controller,
  Get,
  HttpCode,
  Inject,
  Post,
  Query,
  Req,
  SerializeOptions,
  type StreamableFile,
} from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  PreviewRequest,
  SchemeText,
  ScoreDocument,
  ScoreDuties,
  ScoreFrame,
  ScoreLate,
  ScoreMoves,
  ScorePreview,
  ScoreResults,
  ScoresQuery,
  ScoreTrace,
  ScoreTrend,
  UnitScoresQuery,
} from '@skill-ledger/contracts';
import { type ExportColumn, exportName, tableCsv, tableWorkbook } from '@skill-ledger/etl';
import type { FastifyRequest } from 'fastify';
import { SERVER_CONFIG, type ServerConfig } from '../config/config.ts';
import { csvDownload, workbook } from '../http/attachment.ts';
import type { Caller } from '../http/caller.ts';
import { exportDownload, originOf } from '../http/export.ts';
import { By, Needs } from '../http/needs.ts';
import { DutiesService } from './duties.service.ts';
import { ScoreReaderService } from './score-reader.service.ts';
import { ScoresService } from './scores.service.ts';

@ApiTags('scores')
@Controller('scores')
export class ScoresController {
  constructor(
    @Inject(SERVER_CONFIG) private readonly config: ServerConfig,
    private readonly scores: ScoresService,
    private readonly reader: ScoreReaderService,
    private readonly work: DutiesService,
  ) {}

  @Get()
  @Needs('scores.read')
  @ApiOperation({
    summary: '绩效得分：与 skill-ledger score --json 相同 · scores, as skill-ledger score --json prints them',
  })
  @ApiOkResponse({ standardSchema: ScoreDocument })
  @SerializeOptions({ schema: ScoreDocument })
  document(@By() caller: Caller, @Query({ schema: ScoresQuery }) query: ScoresQuery): Promise<ScoreDocument> {
    return this.scores.document(caller, query);
  }

  @Get('trace')
  @Needs('scores.read')
  @ApiOperation({ summary: '绩效得分及计算过程 · scores with the calculation of every point' })
  @ApiOkResponse({ standardSchema: ScoreTrace })
  @SerializeOptions({ schema: ScoreTrace })
  trace(@By() caller: Caller, @Query({ schema: ScoresQuery }) query: ScoresQuery): Promise<ScoreTrace> {
    return this.scores.trace(caller, query);
  }

  @Get('frame')
  @Needs('scores.read')
  @ApiOperation({ summary: '评价期和评分方案 · the periods and schemes there are' })
  @ApiOkResponse({ standardSchema: ScoreFrame })
  @SerializeOptions({ schema: ScoreFrame })
  frame(): Promise<ScoreFrame> {
    return this.reader.frame();
  }

  @Get('moves')
  @Needs('scores.read')
  @ApiOperation({ summary: '怎样提高一个单位的得分 · what would move the total of a unit' })
  @ApiOkResponse({ standardSchema: ScoreMoves })
  @SerializeOptions({ schema: ScoreMoves })
  moves(
    @By() caller: Caller,
    @Query({ schema: UnitScoresQuery }) query: UnitScoresQuery,
  ): Promise<ScoreMoves> {
    return this.scores.moves(caller, query);
  }

  @Get('trend')
  @Needs('scores.read')
  @ApiOperation({ summary: '各评价期的总分 · totals over the periods' })
  @ApiOkResponse({ standardSchema: ScoreTrend })
  @SerializeOptions({ schema: ScoreTrend })
  trend(@By() caller: Caller, @Query({ schema: ScoresQuery }) query: ScoresQuery): Promise<ScoreTrend> {
    return this.scores.trend(caller, query);
  }

  @Get('results')
  @Needs('scores.compare')
  @ApiOperation({ summary: '排名、等级和失分 · ranking, grades, and where points are lost' })
  @ApiOkResponse({ standardSchema: ScoreResults })
  @SerializeOptions({ schema: ScoreResults })
  results(@Query({ schema: ScoresQuery }) query: ScoresQuery): Promise<ScoreResults> {
    return this.scores.results(query);
  }

  @Get('ranking.csv')
  @Needs('scores.compare')
  @ApiOperation({ summary: '排名表（CSV）· the ranking as CSV' })
  async csv(
    @By() caller: Caller,
    @Query({ schema: ScoresQuery }) query: ScoresQuery,
    @Req() request: FastifyRequest,
  ): Promise<StreamableFile> {
    const { table, name } = await this.scores.ranking(caller, query, originOf(this.config, request));
    return csvDownload(tableCsv(table), exportName(name, 'csv'));
  }

  @Get('ranking.zip')
  @Needs('scores.compare')
  @ApiOperation({ summary: '排名表（CSV 和说明）· the CSV with a file that says what it is' })
  async zip(
    @By() caller: Caller,
    @Query({ schema: ScoresQuery }) query: ScoresQuery,
    @Req() request: FastifyRequest,
  ): Promise<StreamableFile> {
    const { table, name } = await this.scores.ranking(caller, query, originOf(this.config, request));
    const { header, numbers, rows, notes, name: title } = table;
    const columns = header.map(
      (label): ExportColumn => ({ label, kind: numbers[label] === undefined ? 'text' : 'number' }),
    );
    return exportDownload('zip', { table: { title, columns, notes }, name, rows });
  }

  @Get('ranking.xlsx')
  @Needs('scores.compare')
  @ApiOperation({ summary: '排名表（Excel）· the ranking as a workbook' })
  async xlsx(
    @By() caller: Caller,
    @Query({ schema: ScoresQuery }) query: ScoresQuery,
    @Req() request: FastifyRequest,
  ): Promise<StreamableFile> {
    const { table, name } = await this.scores.ranking(caller, query, originOf(this.config, request));
    return workbook(await tableWorkbook(table), exportName(name, 'xlsx'));
  }

  @Get('duties')
  @Needs('scores.read')
  @ApiOperation({ summary: '一个单位要做的事 · what a unit has to do about its ledgers and findings' })
  @ApiOkResponse({ standardSchema: ScoreDuties })
  @SerializeOptions({ schema: ScoreDuties })
  duties(
    @By() caller: Caller,
    @Query({ schema: UnitScoresQuery }) query: UnitScoresQuery,
  ): Promise<ScoreDuties> {
    return this.work.duties(caller, query);
  }

  @Get('late')
  @Needs('scores.compare')
  @ApiOperation({ summary: '逾期的线索和缺报的台账 · units with findings overdue or ledgers missing' })
  @ApiOkResponse({ standardSchema: ScoreLate })
  @SerializeOptions({ schema: ScoreLate })
  late(@By() caller: Caller, @Query({ schema: ScoresQuery }) query: ScoresQuery): Promise<ScoreLate> {
    return this.work.late(caller, query);
  }

  @Get('scheme')
  @Needs('schemes.preview')
  @ApiOperation({ summary: '评价期的评分方案 · the scheme of a period' })
  @ApiOkResponse({ standardSchema: SchemeText })
  @SerializeOptions({ schema: SchemeText })
  scheme(@Query({ schema: ScoresQuery }) query: ScoresQuery): Promise<SchemeText> {
    return this.scores.scheme(query);
  }

  @Post('preview')
  @HttpCode(200)
  @Needs('schemes.preview')
  @ApiOperation({ summary: '试算评分方案草案 · what a draft of a scheme would change' })
  @ApiOkResponse({ standardSchema: ScorePreview })
  @SerializeOptions({ schema: ScorePreview })
  preview(@Body({ schema: PreviewRequest }) request: PreviewRequest): Promise<ScorePreview> {
    return this.scores.preview(request);
  }
}
