import { Controller, Get, Inject, Query, Req, SerializeOptions, type StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { AuditAnswer, AuditQuery } from '@skill-ledger/contracts';
import type { FastifyRequest } from 'fastify';
import { SERVER_CONFIG, type ServerConfig } from '../config/config.ts';
import type { Caller } from '../http/caller.ts';
import { type ExportFormat, exportDownload, originOf } from '../http/export.ts';
import { By, Needs } from '../http/needs.ts';
import { AuditService } from './audit.service.ts';

@ApiTags('audit')
@Controller()
export class AuditController {
  constructor(
    @Inject(SERVER_CONFIG) private readonly config: ServerConfig,
    private readonly audit: AuditService,
  ) {}

  @Get('audit')
  @Needs('audit.read')
  @ApiOperation({ summary: '审计日志 · the audit log, newest first' })
  @ApiOkResponse({ standardSchema: AuditAnswer })
  @SerializeOptions({ schema: AuditAnswer })
  list(@Query({ schema: AuditQuery }) query: AuditQuery): Promise<AuditAnswer> {
    return this.audit.list(query);
  }

  @Get('audit.csv')
  @Needs('audit.read')
  @ApiOperation({ summary: '审计日志（CSV） · the entries of the query as CSV' })
  csv(
    @By() caller: Caller,
    @Query({ schema: AuditQuery }) query: AuditQuery,
    @Req() request: FastifyRequest,
  ): Promise<StreamableFile> {
    return this.download('csv', caller, query, request);
  }

  @Get('audit.zip')
  @Needs('audit.read')
  @ApiOperation({ summary: '审计日志（CSV 和说明） · the CSV with a file that says what it is' })
  zip(
    @By() caller: Caller,
    @Query({ schema: AuditQuery }) query: AuditQuery,
    @Req() request: FastifyRequest,
  ): Promise<StreamableFile> {
    return this.download('zip', caller, query, request);
  }

  private async download(
    format: ExportFormat,
    caller: Caller,
    query: AuditQuery,
    request: FastifyRequest,
  ): Promise<StreamableFile> {
    return exportDownload(format, await this.audit.export(caller, query, originOf(this.config, request)));
  }
}
