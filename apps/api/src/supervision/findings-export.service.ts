import { Inject, Injectable } from '@nestjs/common';
import {
  CASE_STATUS_LABELS,
  dayInShanghai,
  type FindingsAnswer,
  type FindingsQuery,
} from '@skill-ledger/contracts';
import { homeProgramme } from '@skill-ledger/etl';
import { SERVER_CONFIG, type ServerConfig } from '../config/config.ts';
import type { Caller } from '../http/caller.ts';
import { describeExport, type Export, nameOfExport } from '../http/export.ts';
import { refuseTooMany } from '../http/refuse.ts';
import { FINDING_COLUMNS, findingLine } from './finding-lines.ts';
import { FindingsService } from './findings.service.ts';

/** Maximum number of findings per download; larger queries are refused before anything is sent. */
const MAX_EXPORTED_FINDINGS = 100_000;

const SEVERITIES = { high: '高', medium: '中', low: '低' };

/** Downloads of findings. */
@Injectable()
export class FindingsExportService {
  constructor(
    @Inject(SERVER_CONFIG) private readonly config: ServerConfig,
    private readonly findings: FindingsService,
  ) {}

  /** @throws PayloadTooLargeException before anything is written */
  async export(caller: Caller, query: FindingsQuery, origin: string): Promise<Export> {
    const answer = await this.findings.worklist(caller, {
      ...query,
      offset: 0,
      limit: MAX_EXPORTED_FINDINGS,
    });
    refuseTooMany(answer.total, MAX_EXPORTED_FINDINGS);
    const { dismissals } = await homeProgramme(this.config.home);
    const filters = filterWords(query, answer);
    const described = describeExport(caller, {
      title: '监管预警线索清单',
      filters,
      snapshot: answer.snapshot,
      view: viewOf(query),
      unmasked: false,
      origin,
    });
    return {
      table: {
        title: '监管预警',
        columns: FINDING_COLUMNS,
        notes: [...described.notes, ['涉及金额（每笔补贴只计一次，元）', answer.stake]],
      },
      name: nameOfExport(caller, ['监管预警'], filters, dayInShanghai()),
      rows: answer.rows.map((row) => findingLine(row, { rules: answer.rules, dismissals })),
    };
  }
}

/** The query in words. */
function filterWords(query: FindingsQuery, { rules, rows }: FindingsAnswer): string[] {
  const { rule, severity, unit, institution, status, mine, overdue } = query;
  const name = rules.find((one) => one.rule === rule)?.name.zh ?? '';
  return [
    rule && `规则：${rule} ${name}`,
    severity && `级别：${SEVERITIES[severity]}`,
    unit && `单位：${unit}`,
    institution &&
      `机构：${rows.find((row) => row.institutionCode === institution)?.institution ?? institution}`,
    status && `状态：${CASE_STATUS_LABELS[status].zh}`,
    mine && '由我或本单位负责',
    overdue && '已逾期',
  ].filter((word): word is string => Boolean(word));
}

/** The worklist with the same filters; its address calls the unit `of`. */
function viewOf({ limit: _, offset: __, unit, ...rest }: FindingsQuery): string {
  const set = Object.entries({ ...rest, of: unit }).filter((pair): pair is [string, string] =>
    Boolean(pair[1]),
  );
  const query = new URLSearchParams(set).toString();
  return query === '' ? '/supervision' : `/supervision?${query}`;
}
