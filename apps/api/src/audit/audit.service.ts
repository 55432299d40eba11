import { Readable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { AuditAnswer, AuditEntry, AuditQuery } from '@skill-ledger/contracts';
import { csvLine } from '@skill-ledger/etl';
import { listAudit, listAuditBefore, note, type State } from '@skill-ledger/state';
import { actorOf, type Caller } from '../http/caller.ts';
import { StateService } from '../state/state.service.ts';
import { ChainService } from './chain.service.ts';

/** Entries per page of an export. */
const PAGE = 1000;
const HEAD = ['序号', '时间', '账号', '角色', '单位', '地址', '操作', '对象', '详情', '哈希'];

/** The audit log, page by page. */
@Injectable()
export class AuditService {
  constructor(
    private readonly state: StateService,
    private readonly chain: ChainService,
  ) {}

  async list(query: AuditQuery): Promise<AuditAnswer> {
    const page = await listAudit(await this.state.get(), query);
    return { ...page, chain: await this.chain.describe() };
  }

  /** The entries of a query as CSV, streamed; reading stops if the client disconnects. */
  async csv(caller: Caller, query: AuditQuery): Promise<{ content: Readable; entries: number }> {
    const state = await this.state.get();
    const { total } = await listAudit(state, { ...query, offset: 0, limit: 1 });
    await note(state, actorOf(caller), { action: 'audit.export', detail: { entries: total } });
    return { content: Readable.from(csvOf(state, query, total)), entries: total };
  }
}

/** @param most number of entries when the export began, which excludes its own entry */
async function* csvOf(state: State, query: AuditQuery, most: number): AsyncGenerator<string> {
  yield `\uFEFF${csvLine(HEAD)}`;
  let before = Number.MAX_SAFE_INTEGER;
  let left = most;
  while (left > 0) {
    const rows = await listAuditBefore(state, query, before, Math.min(PAGE, left));
    const last = rows.at(-1);
    if (last === undefined) return;
    before = last.seq;
    left -= rows.length;
    yield rows.map(lineOf).join('');
    // SQLite is synchronous: let other requests run between two pages.
    await setImmediate();
  }
}

const lineOf = (row: AuditEntry): string =>
  csvLine([
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
