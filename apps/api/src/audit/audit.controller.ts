import { Controller, Get, Query, SerializeOptions, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { AuditAnswer, AuditQuery } from '@skill-ledger/contracts';
import { csvLine } from '@skill-ledger/etl';
import { listAudit, note, verifyAudit } from '@skill-ledger/state';
import { actorOf, type Caller } from '../access/caller.ts';
import { attachment } from '../http/attachment.ts';
import { By, Needs } from '../http/needs.ts';
import { StateService } from '../state/state.service.ts';

/** More than an export is looked through; the newest come first. */
const MOST_EXPORTED = 500_000;

@ApiTags('audit')
@Controller()
export class AuditController {
  constructor(private readonly state: StateService) {}

  @Get('audit')
  @Needs('audit.read')
  @ApiOperation({ summary: '审计日志 · the audit log, newest first' })
  @ApiOkResponse({ standardSchema: AuditAnswer })
  @SerializeOptions({ schema: AuditAnswer })
  async list(@Query({ schema: AuditQuery }) query: AuditQuery): Promise<AuditAnswer> {
    const state = await this.state.get();
    return { ...(await listAudit(state, query)), chain: await verifyAudit(state) };
  }

  @Get('audit.csv')
  @Needs('audit.read')
  @ApiOperation({ summary: '审计日志（CSV）· the entries of the query as CSV' })
  async csv(@By() caller: Caller, @Query({ schema: AuditQuery }) query: AuditQuery): Promise<StreamableFile> {
    const state = await this.state.get();
    const { rows } = await listAudit(state, { ...query, offset: 0, limit: MOST_EXPORTED });
    await note(state, actorOf(caller), { action: 'audit.export', detail: { entries: rows.length } });
    const head = ['序号', '时间', '账号', '角色', '单位', '地址', '操作', '对象', '详情', '哈希'];
    const lines = rows.map((row) => [
      String(row.seq),
      row.at,
      row.actor,
      row.role,
      row.unit,
      row.address,
      row.action,
      row.subject,
      JSON.stringify(row.detail),
      row.hash,
    ]);
    return new StreamableFile(Buffer.from(`\uFEFF${[head, ...lines].map(csvLine).join('')}`), {
      type: 'text/csv; charset=utf-8',
      disposition: attachment('审计日志.csv'),
    });
  }
}
