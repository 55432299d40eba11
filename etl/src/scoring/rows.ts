import type { DuckDBConnection } from '@duckdb/node-api';
import type { RowsAnswer, ScorePart } from '@skill-ledger/contracts';
import { UserError } from '../base/errors.ts';
import { readPage } from '../figures/ledger-page.ts';
import type { Programme } from '../programme/programme.ts';
import { conditionOf, namedIn, valuesOf } from './conditions.ts';
import { measureOf } from './measures.ts';
import { questionOf, type ScoreRequest } from './question.ts';
import { scoreRelation } from './relations.ts';
import type { Indicator, Scheme } from './scheme.ts';

/** The rows that one side of an indicator counts or sums for a unit. */
export interface ScoreRowsRequest extends ScoreRequest {
  unit: string;
  indicator: string;
  part: ScorePart;
  limit: number;
  cursor?: string | undefined;
}

/**
 * One page of the ledger rows behind an indicator of a unit, as `readRows` does of a figure.
 * @throws UserError for an unknown unit or indicator
 */
export async function readScoreRows(
  connection: DuckDBConnection,
  programme: Pick<Programme, 'columns'>,
  request: ScoreRowsRequest,
  unmasked = false,
): Promise<RowsAnswer> {
  const { unit, scheme, part, limit, cursor, period, asOf = period.to } = request;
  const indicator = indicatorOf(scheme, request.indicator);
  const measured = measureOf(indicator.measure)[part];
  const { ledger, owner } = scoreRelation(measured.relation);
  const reader = await connection.runAndReadAll(
    'SELECT (SELECT id FROM snapshot), (SELECT kind FROM p_unit WHERE name = $unit)',
    { unit },
  );
  const [snapshot, kind] = reader.getRowsJS()[0] ?? [];
  if (kind !== 'department' && kind !== 'town') throw unknown('单位', 'unit', unit);
  const none: RowsAnswer = {
    asOf,
    snapshot: String(snapshot),
    filters: { unit: [unit] },
    figure: null,
    parts: [],
    columns: [],
    total: 0,
    rows: [],
    next: null,
    lines: [],
  };
  const question = questionOf(request);
  if (!ledger || (measured.relation === 'violation' && question.confirmed.length === 0)) return none;
  const condition = `${owner ?? kind} = $unit AND ${conditionOf(measured, indicator)}`;
  const values = namedIn(`${ledger.sql} ${condition}`, { ...valuesOf(question), unit });
  const page = await readPage(
    connection,
    programme,
    { source: ledger, condition, values, limit, cursor },
    unmasked,
  );
  return { ...none, ...page };
}

function indicatorOf({ indicators }: Scheme, id: string): Indicator {
  const found = indicators.find((one) => one.id === id);
  if (found) return found;
  throw unknown(
    '指标',
    'indicator',
    id,
    indicators.map((one) => one.id),
  );
}

const unknown = (zh: string, en: string, name: string, known: string[] = []): UserError =>
  new UserError({
    zh: `没有${zh}“${name}”${known.length > 0 ? `；可选：${known.join('、')}` : ''}`,
    en: `there is no ${en} "${name}"${known.length > 0 ? `; choose from: ${known.join(', ')}` : ''}`,
  });
