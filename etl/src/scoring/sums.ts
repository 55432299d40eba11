import type { DuckDBConnection } from '@duckdb/node-api';
import { textLiteral } from '../base/sql.ts';
import { conditionOf, namedIn, valuesOf, within } from './conditions.ts';
import { type Exact, exact, ZERO } from './exact.ts';
import { measureOf } from './measures.ts';
import { quarterEnds } from './period.ts';
import type { ScoreQuestion } from './question.ts';
import type { ScoreRelationId } from './relations.ts';
import type { Indicator } from './scheme.ts';
import { sourceOf } from './sources.ts';

/** Sums by `<kind>:<unit>`: `<indicator>.numerator`, `<indicator>.denominator`, quarter ends by their day. */
export type Sums = Map<string, Map<string, Exact>>;

/** Whether a unit has facts in the period, and its confirmed findings of the scheme's fraud rules. */
export const ACTIVE = 'active';
export const FRAUD = 'fraud';

/** One count or sum. */
interface Aggregate {
  name: string;
  /** SQL of its source lines. */
  source: string;
  sql: string;
  /** Column whose day must be in the period. */
  day?: string | undefined;
}

/** Every count and sum of several questions with the same findings: each source is read once. */
export async function readSums(connection: DuckDBConnection, questions: ScoreQuestion[]): Promise<Sums[]> {
  const answers = questions.map((): Sums => new Map());
  const values = Object.assign({}, ...questions.map((question, nth) => valuesOf(question, nth)));
  const aggregates = questions.flatMap((question, nth) =>
    aggregatesOf(question).map((one) => ({ ...one, nth, sql: one.sql.replaceAll('$', `$q${nth}_`) })),
  );
  for (const source of new Set(aggregates.map((one) => one.source))) {
    const own = aggregates.filter((one) => one.source === source);
    const columns = own.map(({ sql }) => `(${sql})::VARCHAR`).join(', ');
    const sql = `SELECT CASE WHEN grouping(department) = 0 THEN 'department:' || department ELSE 'town:' || town END, ${columns}
      FROM ${source} WHERE ${daysOf(own)} GROUP BY GROUPING SETS ((department), (town))`;
    const reader = await connection.runAndReadAll(sql, namedIn(sql, values));
    for (const [unit, ...found] of reader.getRowsJS()) {
      own.forEach(({ name, nth }, index) => {
        const value = exact(found[index] == null ? 0 : String(found[index]));
        const known = answers[nth]?.get(String(unit)) ?? new Map<string, Exact>();
        known.set(name, name === ACTIVE ? (known.get(ACTIVE) ?? ZERO).add(value) : value);
        answers[nth]?.set(String(unit), known);
      });
    }
  }
  return answers;
}

/** Lines outside every period are skipped if all sums need a day in the same column. */
function daysOf(aggregates: (Aggregate & { nth: number })[]): string {
  const [day, ...others] = new Set(aggregates.map((one) => one.day));
  if (day === undefined || others.length > 0) return 'true';
  const periods = [...new Set(aggregates.map(({ nth }) => nth))];
  return periods.map((nth) => within(day).replaceAll('$', `$q${nth}_`)).join(' OR ');
}

function aggregatesOf({ scheme, period, until, confirmed }: ScoreQuestion): Aggregate[] {
  const fraud = scheme.fraud.rules.map(textLiteral).join(', ') || "''";
  const all = [
    ...scheme.indicators.flatMap(partsOf),
    ...quarterEnds(period.from, until).map((day) =>
      counted(
        day,
        'training',
        `${within('completed_on')} AND completed_on <= '${day}'::DATE`,
        'completed_on',
      ),
    ),
    // T, P and classes that began or ended in the period.
    counted(ACTIVE, 'training', within('completed_on'), 'completed_on'),
    counted(ACTIVE, 'payout', within('paid_on'), 'paid_on'),
    counted(ACTIVE, 'class', `${within('starts_on')} OR ${within('ends_on')}`),
    counted(FRAUD, 'violation', `${within('ends_on')} AND rule IN (${fraud})`, 'ends_on'),
  ];
  const violations = sourceOf('violation').sql;
  return all.filter(({ source }) => confirmed.length > 0 || source !== violations);
}

function partsOf(indicator: Indicator): Aggregate[] {
  const measure = measureOf(indicator.measure);
  // Quarters are counted by their last days; ratings are not counted.
  if (measure.special === 'evenProgress' || measure.special === 'qualitative') return [];
  return (['numerator', 'denominator'] as const).flatMap((side) => {
    const part = measure[side];
    if ('given' in part) return [];
    const name = `${indicator.id}.${side}`;
    return [counted(name, part.relation, conditionOf(part, indicator), part.day, part.sum)];
  });
}

/** @param sum expression to sum; if omitted, rows are counted */
function counted(
  name: string,
  relation: ScoreRelationId,
  condition: string,
  day?: string,
  sum?: string,
): Aggregate {
  const { sql, count } = sourceOf(relation, condition);
  const what = sum === undefined ? count : `sum(${sum})`;
  return { name, source: sql, sql: `${what} FILTER (${condition})`, day };
}
