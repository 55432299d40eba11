import type { DuckDBConnection } from '@duckdb/node-api';
import { conditionOf, namedIn, valuesOf } from './conditions.ts';
import { type Exact, exact, ZERO } from './exact.ts';
import { measureOf, type Part } from './measures.ts';
import { quarterEnds } from './period.ts';
import type { ScoreQuestion } from './question.ts';
import { type ScoreRelationId, scoreRelation } from './relations.ts';
import type { Indicator } from './scheme.ts';

/** Sums by `<kind>:<unit>`: `<indicator>.numerator`, `<indicator>.denominator`, quarter ends by their day. */
export type Sums = Map<string, Map<string, Exact>>;

/** What a unit has in the period at all, and its confirmed findings of the scheme's fraud rules. */
export const ACTIVE = 'active';
export const FRAUD = 'fraud';

interface Aggregate {
  name: string;
  relation: ScoreRelationId;
  sql: string;
}

/** Every count and sum of the scheme, one statement a relation. */
export async function readSums(connection: DuckDBConnection, question: ScoreQuestion): Promise<Sums> {
  const { scheme, period, until } = question;
  const aggregates = [
    ...scheme.indicators.flatMap(partsOf),
    ...quarterEnds(period.from, until).map(
      (day): Aggregate => ({
        name: day,
        relation: 'training',
        sql: `count(*) FILTER (completed_on BETWEEN $from::DATE AND '${day}'::DATE)`,
      }),
    ),
    ...ACTIVITY,
    {
      name: FRAUD,
      relation: 'violation' as const,
      sql: `count(*) FILTER (ends_on BETWEEN $from::DATE AND $until::DATE AND rule IN (${scheme.fraud.rules.map((rule) => `'${rule.replaceAll("'", "''")}'`).join(', ') || "''"}))`,
    },
  ];
  const sums: Sums = new Map();
  for (const relation of new Set(aggregates.map((one) => one.relation))) {
    if (relation === 'violation' && question.confirmed.length === 0) continue;
    const own = aggregates.filter((one) => one.relation === relation);
    const columns = own.map(({ sql }) => `(${sql})::VARCHAR`).join(', ');
    const sql = `SELECT CASE WHEN grouping(department) = 0 THEN 'department:' || department ELSE 'town:' || town END, ${columns}
      FROM ${scoreRelation(relation).sql} GROUP BY GROUPING SETS ((department), (town))`;
    const reader = await connection.runAndReadAll(sql, namedIn(sql, valuesOf(question)));
    for (const [unit, ...values] of reader.getRowsJS()) {
      const known = sums.get(String(unit)) ?? new Map<string, Exact>();
      own.forEach(({ name }, index) => {
        const value = exact(values[index] == null ? 0 : String(values[index]));
        known.set(name, name === ACTIVE ? (known.get(ACTIVE) ?? ZERO).add(value) : value);
      });
      sums.set(String(unit), known);
    }
  }
  return sums;
}

/** T, P and classes that began or ended in the period. */
const ACTIVITY: Aggregate[] = (
  [
    ['training', 'completed_on BETWEEN $from::DATE AND $until::DATE'],
    ['payout', 'paid_on BETWEEN $from::DATE AND $until::DATE'],
    [
      'class',
      'starts_on BETWEEN $from::DATE AND $until::DATE OR ends_on BETWEEN $from::DATE AND $until::DATE',
    ],
  ] as const
).map(([relation, condition]) => ({ name: ACTIVE, relation, sql: `count(*) FILTER (${condition})` }));

function partsOf(indicator: Indicator): Aggregate[] {
  const measure = measureOf(indicator.measure);
  // Its quarters are counted by their last days.
  if (measure.special === 'evenProgress') return [];
  return (['numerator', 'denominator'] as const).flatMap((side) => {
    const part = measure[side];
    return 'given' in part
      ? []
      : [{ name: `${indicator.id}.${side}`, relation: part.relation, sql: aggregateSql(part, indicator) }];
  });
}

const aggregateSql = (part: Part, indicator: Indicator): string =>
  `${part.sum === undefined ? 'count(*)' : `sum(${part.sum})`} FILTER (${conditionOf(part, indicator)})`;
