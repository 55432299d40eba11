import {
  Controller,
  Get,
  Inject,
  Query,
  Req,
  Res,
  SerializeOptions,
  type StreamableFile,
} from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ROWS_HEADER, RowsAnswer, RowsQuery } from '@skill-ledger/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { SERVER_CONFIG, type ServerConfig } from '../config/config.ts';
import type { Caller } from '../http/caller.ts';
import { type ExportFormat, exportDownload, originOf } from '../http/export.ts';
import { By, Needs, Personal } from '../http/needs.ts';
import { RowsService } from './rows.service.ts';

@ApiTags('rows')
@Controller()
export class RowsController {
  constructor(
    @Inject(SERVER_CONFIG) private readonly config: ServerConfig,
    private readonly rows: RowsService,
  ) {}

  @Get('rows')
  @Personal('masked')
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
  @Personal('withheld')
  @Needs('rows.read')
  @ApiOperation({
    summary: '指标背后的全部台账行（CSV），须先写明用途 · all of them as CSV, after a purpose is stated',
  })
  csv(
    @By() caller: Caller,
    @Query({ schema: RowsQuery }) query: RowsQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    return this.download('csv', caller, query, request, reply);
  }

  @Get('rows.zip')
  @Personal('withheld')
  @Needs('rows.read')
  @ApiOperation({
    summary:
      '指标背后的全部台账行（CSV 和说明）：须先写明用途，无权导出个人信息的已遮盖 · the CSV with a file that says what it is, as they are once it is said what for, or masked',
  })
  zip(
    @By() caller: Caller,
    @Query({ schema: RowsQuery }) query: RowsQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    return this.download('zip', caller, query, request, reply);
  }

  @Get('rows.xlsx')
  @Personal('withheld')
  @Needs('rows.read')
  @ApiOperation({
    summary:
      '指标背后的全部台账行（Excel）：须先写明用途，无权导出个人信息的已遮盖 · all of them as a workbook, as they are once it is said what for, or masked',
  })
  xlsx(
    @By() caller: Caller,
    @Query({ schema: RowsQuery }) query: RowsQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    return this.download('xlsx', caller, query, request, reply);
  }

  private async download(
    format: ExportFormat,
    caller: Caller,
    query: RowsQuery,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<StreamableFile> {
    const { made, rows } = await this.rows.export(caller, query, format, originOf(this.config, request));
    void reply.header(ROWS_HEADER, String(rows));
    return exportDownload(format, made);
  }
}
