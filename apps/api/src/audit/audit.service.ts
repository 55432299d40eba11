import { setImmediate } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import {
  type AuditAnswer,
  type AuditEntry,
  type AuditQuery,
  auditWords,
  dayInShanghai,
  type FigureId,
  ROLE_LABELS,
  Role,
} from '@skill-ledger/contracts';
import {
  anyProgramme,
  type ExportCells,
  type ExportColumn,
  FIGURES,
  type Programme,
} from '@skill-ledger/etl';
import { listAudit, listAuditBefore, note, type State } from '@skill-ledger/state';
import { SERVER_CONFIG, type ServerConfig } from '../config/config.ts';
import { actorOf, type Caller } from '../http/caller.ts';
import { describeExport, type Export, nameOfExport } from '../http/export.ts';
import { ReconcileService } from '../state/reconcile.service.ts';
import { StateService } from '../state/state.service.ts';
import { ChainService } from './chain.service.ts';

/** Entries per page of an export. */
const PAGE = 1000;
const COLUMNS = [
  ...['序号', '时间', '账号', '角色', '单位', '地址', '操作', '操作代码', '对象', '详情'],
  ...['对象（原文）', '详情（原文）', '哈希'],
].map((label): ExportColumn => ({ label, kind: label === '序号' ? 'number' : 'text' }));

/** The audit log, page by page. */
@Injectable()
export class AuditService {
  constructor(
    @Inject(SERVER_CONFIG) private readonly config: ServerConfig,
    private readonly state: StateService,
    private readonly chain: ChainService,
    private readonly reconcile: ReconcileService,
  ) {}

  async list(query: AuditQuery): Promise<AuditAnswer> {
    const binding = await this.reconcile.run();
    const page = await listAudit(await this.state.get(), query);
    return { ...page, chain: { ...(await this.chain.describe()), binding } };
  }

  /** The entries of a query as an export, streamed; reading stops if the client disconnects. */
  async export(caller: Caller, query: AuditQuery, origin: string): Promise<Export> {
    const state = await this.state.get();
    const { total } = await listAudit(state, { ...query, offset: 0, limit: 1 });
    await note(state, actorOf(caller), { action: 'audit.export', detail: { entries: total } });
    const words = wordsOf(await anyProgramme(this.config.home));
    const { actor, action, from, until } = query;
    const set = Object.entries({ actor, action, since: from, until }).filter(
      (pair): pair is [string, string] => Boolean(pair[1]),
    );
    const filters = [
      actor && `账号：${actor}`,
      action && `操作：${words.action(action)}`,
      from && `自：${from}`,
      until && `至：${until}`,
    ].filter((word): word is string => Boolean(word));
    const described = describeExport(caller, {
      title: '审计日志',
      filters,
      view: `/admin/audit?${new URLSearchParams(set)}`,
      unmasked: false,
      origin,
    });
    return {
      table: { title: '审计日志', columns: COLUMNS, ...described },
      name: nameOfExport(caller, ['审计日志'], filters, dayInShanghai()),
      rows: entriesOf(state, query, total, words),
    };
  }
}

/** @param most number of entries when the export began, which excludes its own entry */
async function* entriesOf(
  state: State,
  query: AuditQuery,
  most: number,
  words: ReturnType<typeof auditWords>,
): AsyncGenerator<ExportCells> {
  let before = Number.MAX_SAFE_INTEGER;
  let left = most;
  while (left > 0) {
    const rows = await listAuditBefore(state, query, before, Math.min(PAGE, left));
    const last = rows.at(-1);
    if (last === undefined) return;
    before = last.seq;
    left -= rows.length;
    for (const row of rows) yield cellsOf(row, words);
    // SQLite is synchronous: let other requests run between two pages.
    await setImmediate();
  }
}

/** An entry in words, and as it is stored: the hash is over that. */
const cellsOf = (row: AuditEntry, words: ReturnType<typeof auditWords>): ExportCells => [
  ...[String(row.seq), row.at, row.actor],
  Role.safeParse(row.role).success ? ROLE_LABELS[row.role as Role].zh : row.role,
  ...[row.unit, row.address, words.action(row.action), row.action],
  ...[words.subject(row), words.detail(row).join('；')],
  ...[row.subject, JSON.stringify(row.detail), row.hash],
];

/** The words of an export: in Chinese, figures and reasons by their names in the programme. */
const wordsOf = (programme: Programme): ReturnType<typeof auditWords> =>
  auditWords({
    ...{ language: 'zh', colon: '：', comma: '、' },
    ...{ count: String, day: (day) => day, instant: (instant) => instant, yuan: (amount) => amount },
    figure: (id) => (Object.hasOwn(FIGURES, id) ? FIGURES[id as FigureId].label.zh : undefined),
    dismissal: (code) => programme.dismissals.find((one) => one.code === code)?.label,
  });
