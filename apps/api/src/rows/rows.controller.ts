import { Controller, Get, Query, Res, SerializeOptions, type StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ROWS_HEADER, RowsAnswer, RowsQuery } from '@skill-ledger/contracts';
import type { FastifyReply } from 'fastify';
import { csvDownload, workbook } from '../http/attachment.ts';
import type { Caller } from '../http/caller.ts';
import { By, Needs } from '../http/needs.ts';
import { RowsService, subjectOf } from './rows.service.ts';

@ApiTags('rows')
@Controller()
export class RowsController {
  constructor(private readonly rows: RowsService) {}

  @Get('rows')
  @Needs('rows.read')
  @ApiOperation({
    summary: '指标背后的台账行 · the ledger rows behind a figure, each with file, sheet and row',
  })
  @ApiOkResponse({ standardSchema: RowsAnswer })
  @SerializeOptions({ schema: RowsAnswer })
  page(@By() caller: Caller, @Query({ schema: RowsQuery }) query: RowsQuery): Promise<RowsAnswer> {
    return this.rows.page(caller, query);
  }

  @Get('rows.csv')
  @Needs('rows.export')
  @ApiOperation({
    summary: '指标背后的全部台账行（CSV），须先写明用途 · all of them as CSV, after a purpose is stated',
  })
  async csv(
    @By() caller: Caller,
    @Query({ schema: RowsQuery }) query: RowsQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    const { content, rows } = await this.rows.csv(caller, query);
    void reply.header(ROWS_HEADER, String(rows));
    return csvDownload(content, `${subjectOf(query)}.csv`);
  }

  @Get('rows.xlsx')
  @Needs('rows.export')
  @ApiOperation({
    summary:
      '指标背后的全部台账行（Excel），须先写明用途 · all of them as a workbook, after a purpose is stated',
  })
  async xlsx(
    @By() caller: Caller,
    @Query({ schema: RowsQuery }) query: RowsQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    const { bytes, rows } = await this.rows.xlsx(caller, query);
    void reply.header(ROWS_HEADER, String(rows));
    return workbook(bytes, `${subjectOf(query)}.xlsx`);
  }
}
