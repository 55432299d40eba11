import {
  Controller,
  Get,
  Inject,
  Param,
  Query,
  Req,
  SerializeOptions,
  type StreamableFile,
} from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  FindingDetail,
  FindingsAnswer,
  FindingsQuery,
  PayoutJudgement,
  SupervisionSummary,
} from '@skill-ledger/contracts';
import type { FastifyRequest } from 'fastify';
import { SERVER_CONFIG, type ServerConfig } from '../config/config.ts';
import type { Caller } from '../http/caller.ts';
import { type ExportFormat, exportDownload, originOf } from '../http/export.ts';
import { By, Needs, Personal } from '../http/needs.ts';
import { FindingsService } from './findings.service.ts';
import { FindingsExportService } from './findings-export.service.ts';

@ApiTags('supervision')
@Controller()
export class FindingsController {
  constructor(
    @Inject(SERVER_CONFIG) private readonly config: ServerConfig,
    private readonly service: FindingsService,
    private readonly exports: FindingsExportService,
  ) {}

  @Get('findings')
  @Needs('findings.read')
  @ApiOperation({ summary: '监管预警 · findings, with totals by rule' })
  @ApiOkResponse({ standardSchema: FindingsAnswer })
  @SerializeOptions({ schema: FindingsAnswer })
  findings(
    @By() caller: Caller,
    @Query({ schema: FindingsQuery }) query: FindingsQuery,
  ): Promise<FindingsAnswer> {
    return this.service.worklist(caller, query);
  }

  @Get('supervision/summary')
  @Needs('findings.read')
  @ApiOperation({
    summary: '线索按单位、机构、月份汇总 · findings and payments by unit, institution and month',
  })
  @ApiOkResponse({ standardSchema: SupervisionSummary })
  @SerializeOptions({ schema: SupervisionSummary })
  summary(@By() caller: Caller): Promise<SupervisionSummary> {
    return this.service.summary(caller);
  }

  @Get('findings.csv')
  @Needs('findings.read')
  @ApiOperation({ summary: '监管预警（CSV） · all findings of the query as CSV' })
  csv(
    @By() caller: Caller,
    @Query({ schema: FindingsQuery }) query: FindingsQuery,
    @Req() request: FastifyRequest,
  ): Promise<StreamableFile> {
    return this.download('csv', caller, query, request);
  }

  @Get('findings.zip')
  @Needs('findings.read')
  @ApiOperation({ summary: '监管预警（CSV 和说明） · the CSV with a file that says what it is' })
  zip(
    @By() caller: Caller,
    @Query({ schema: FindingsQuery }) query: FindingsQuery,
    @Req() request: FastifyRequest,
  ): Promise<StreamableFile> {
    return this.download('zip', caller, query, request);
  }

  @Get('findings.xlsx')
  @Needs('findings.read')
  @ApiOperation({ summary: '监管预警（Excel） · all findings of the query as a workbook' })
  xlsx(
    @By() caller: Caller,
    @Query({ schema: FindingsQuery }) query: FindingsQuery,
    @Req() request: FastifyRequest,
  ): Promise<StreamableFile> {
    return this.download('xlsx', caller, query, request);
  }

  @Get('findings/:id')
  @Personal('masked')
  @Needs('findings.read')
  @ApiOperation({
    summary: '一条线索：台账行、经过、佐证 · a finding with its rows, history and files',
  })
  @ApiOkResponse({ standardSchema: FindingDetail })
  @SerializeOptions({ schema: FindingDetail })
  detail(@By() caller: Caller, @Param('id') id: string): Promise<FindingDetail> {
    return this.service.detail(caller, id);
  }

  @Get('payouts/:payoutId')
  @Needs('findings.read')
  @ApiOperation({ summary: '一笔补贴的核算过程 · derivation of a payout’s amount due' })
  @ApiOkResponse({ standardSchema: PayoutJudgement })
  @SerializeOptions({ schema: PayoutJudgement })
  payout(@By() caller: Caller, @Param('payoutId') payoutId: string): Promise<PayoutJudgement> {
    return this.service.payout(caller, payoutId);
  }

  private async download(
    format: ExportFormat,
    caller: Caller,
    query: FindingsQuery,
    request: FastifyRequest,
  ): Promise<StreamableFile> {
    return exportDownload(format, await this.exports.export(caller, query, originOf(this.config, request)));
  }
}
