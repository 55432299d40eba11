import { Controller, Get, Query, SerializeOptions, type StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { AuditAnswer, AuditQuery } from '@skill-ledger/contracts';
import { csvDownload } from '../http/attachment.ts';
import type { Caller } from '../http/caller.ts';
import { By, Needs } from '../http/needs.ts';
import { AuditService } from './audit.service.ts';

@ApiTags('audit')
@Controller()
export class AuditController {
  constructor(private readonly audit: AuditService) {}

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
  @ApiOperation({ summary: '审计日志（CSV）· audit log as CSV' })
  async csv(@By() caller: Caller, @Query({ schema: AuditQuery }) query: AuditQuery): Promise<StreamableFile> {
    return csvDownload((await this.audit.csv(caller, query)).content, '审计日志.csv');
  }
}
