import { Controller, Get, Param, Query, SerializeOptions, type StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  FindingDetail,
  FindingsAnswer,
  FindingsQuery,
  PayoutJudgement,
  SupervisionSummary,
} from '@skill-ledger/contracts';
import { csvDownload, workbook } from '../http/attachment.ts';
import type { Caller } from '../http/caller.ts';
import { By, Needs } from '../http/needs.ts';
import { FindingsService } from './findings.service.ts';
import { FindingsExportService } from './findings-export.service.ts';

@ApiTags('supervision')
@Controller()
export class FindingsController {
  constructor(
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
  @ApiOperation({ summary: '监管预警（CSV）· findings as CSV' })
  async csv(
    @By() caller: Caller,
    @Query({ schema: FindingsQuery }) query: FindingsQuery,
  ): Promise<StreamableFile> {
    return csvDownload(await this.exports.csv(caller, query), '监管预警.csv');
  }

  @Get('findings.xlsx')
  @Needs('findings.read')
  @ApiOperation({ summary: '监管预警（Excel）· findings as a workbook' })
  async xlsx(
    @By() caller: Caller,
    @Query({ schema: FindingsQuery }) query: FindingsQuery,
  ): Promise<StreamableFile> {
    return workbook(await this.exports.xlsx(caller, query), '监管预警.xlsx');
  }

  @Get('findings/:id')
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
}
