import type { DuckDBConnection } from '@duckdb/node-api';
import { type Exact, exact, greatest, least, sumOf, ZERO } from './exact.ts';
import { measureOf, type Part } from './measures.ts';
import { daysBetween, type Period, quarterEnds } from './period.ts';
import type { Indicator, Scheme } from './scheme.ts';
import { QUARANTINED, SOURCES, type SourceId } from './sources.ts';

/** What a score is about. */
export interface ScoreQuestion {
  period: Period;
  /** The day on which counting stops. */
  until: string;
  scheme: Scheme;
  /** Ids of the findings decided 属实, and what ids are made with. */
  confirmed: string[];
  secret: string;
}

/** One quarter end of `evenProgress`: completed by then, and due by then. */
export interface QuarterFact {
  day: string;
  completed: Exact;
  due: Exact;
}

/** What an indicator is computed from, exact. A denominator of 0 means that it does not apply. */
export interface Fact {
  numerator: Exact;
  denominator: Exact;
  /** Null where the indicator does not apply. */
  actual: Exact | null;
  quarters?: QuarterFact[];
}

export interface UnitFacts {
  unit: string;
  kind: 'department' | 'town';
  facts: Map<string, Fact>;
  /** Confirmed findings of the scheme's fraud rules. */
  fraud: number;
}

/** Sums by unit of one source: `<indicator>.n`, `<indicator>.d`, quarter ends by their day. */
type Sums = Map<string, Map<string, Exact>>;

/** Everything the scheme's indicators need, of every unit of the programme in its order. */
export async function readFacts(connection: DuckDBConnection, question: ScoreQuestion): Promise<UnitFacts[]> {
  const reader = await connection.runAndReadAll('SELECT name, kind FROM p_unit');
  const units = reader.getRowsJS().map(([name, kind]) => ({ unit: String(name), kind: String(kind) }));
  const sums = await readSums(connection, question);
  const quarantined = await readByUnit(
    connection,
    `SELECT unit, count(*) FROM (${QUARANTINED}) GROUP BY unit`,
    {},
  );
  const budgets = await readYearly(connection, BUDGET, question.period);
  const quotas = await readYearly(connection, QUOTA, question.period);
  const share = exact(question.period.twelfths, 12);
  return units.map(({ unit, kind }) => {
    const known = sums.get(`${kind}:${unit}`) ?? new Map<string, Exact>();
    const given = {
      budget: sumOf([...(budgets.get(unit)?.values() ?? [])]).mul(share),
      quota: sumOf([...(quotas.get(unit)?.values() ?? [])]).mul(share),
    };
    const facts = question.scheme.indicators.map((indicator): [string, Fact] => {
      const measure = measureOf(indicator.measure);
      const numerator = known.get(`${indicator.id}.n`) ?? ZERO;
      if (measure.special === 'evenProgress') {
        return [indicator.id, evenProgress(question, known, quotas.get(unit), given.quota)];
      }
      if (measure.special === 'traceable') {
        return [indicator.id, traceable(numerator, quarantined.get(unit) ?? ZERO, known.get(ACTIVE) ?? ZERO)];
      }
      const denominator =
        'given' in measure.denominator
          ? given[measure.denominator.given]
          : (known.get(`${indicator.id}.d`) ?? ZERO);
      return [indicator.id, ratio(greatest(numerator, ZERO), denominator, measure.times)];
    });
    return {
      unit,
      kind: kind as UnitFacts['kind'],
      facts: new Map(facts),
      fraud: Number((known.get(FRAUD) ?? ZERO).valueOf()),
    };
  });
}

const ACTIVE = 'active';
const FRAUD = 'fraud';

function ratio(numerator: Exact, denominator: Exact, times = 1): Fact {
  const actual = denominator.equals(0) ? null : numerator.div(denominator).mul(times);
  return { numerator, denominator, actual };
}

/** 不适用 for a unit without T, P or a class that began or ended in the period. */
function traceable(inForce: Exact, quarantined: Exact, active: Exact): Fact {
  return ratio(inForce, active.equals(0) ? ZERO : inForce.add(quarantined));
}

/** Mean over the quarter ends of min(1, completed by then ÷ due by then). */
function evenProgress(
  { period, until }: ScoreQuestion,
  known: Map<string, Exact>,
  quotas: Map<number, Exact> | undefined,
  quota: Exact,
): Fact {
  const firstYear = [...(quotas ?? [])]
    .filter(([, value]) => value.compare(0) > 0)
    .map(([year]) => year)
    .sort()[0];
  const none = { numerator: ZERO, denominator: ZERO, actual: null, quarters: [] };
  if (firstYear === undefined) return none;
  const first = `${firstYear}-01-01` > period.from ? `${firstYear}-01-01` : period.from;
  const days = daysBetween(first, period.to);
  const quarters = quarterEnds(first, until).map((day) => ({
    day,
    completed: known.get(day) ?? ZERO,
    due: quota.mul(exact(daysBetween(first, day), days)),
  }));
  if (quarters.length === 0) return none;
  const shares = quarters.map(({ completed, due }) => least(exact(1), completed.div(due)));
  return {
    numerator: ZERO,
    denominator: exact(1),
    actual: sumOf(shares).div(quarters.length),
    quarters,
  };
}

/** Money of the years a period touches is a department's or town's own, of all sources together. */
const BUDGET =
  'SELECT department AS unit, year, sum(budget)::VARCHAR FROM funds WHERE year BETWEEN $first AND $last GROUP BY ALL';
/** Quotas as loaded; where no quota was ever loaded, the lead unit carries the whole of its domain. */
const QUOTA = `
  SELECT unit, year, sum(quota)::VARCHAR FROM (
    SELECT unit, year, quota FROM quotas
    UNION ALL
    SELECT unit, year, quota FROM assignment WHERE NOT EXISTS (SELECT 1 FROM quotas))
  WHERE unit IS NOT NULL AND year BETWEEN $first AND $last GROUP BY ALL`;

async function readYearly(
  connection: DuckDBConnection,
  sql: string,
  { years }: Period,
): Promise<Map<string, Map<number, Exact>>> {
  const reader = await connection.runAndReadAll(sql, { first: years[0] ?? 0, last: years.at(-1) ?? 0 });
  const found = new Map<string, Map<number, Exact>>();
  for (const [unit, year, value] of reader.getRowsJS()) {
    const own = found.get(String(unit)) ?? new Map<number, Exact>();
    found.set(String(unit), own.set(Number(year), exact(String(value))));
  }
  return found;
}

async function readByUnit(
  connection: DuckDBConnection,
  sql: string,
  values: Record<string, string>,
): Promise<Map<string, Exact>> {
  const reader = await connection.runAndReadAll(sql, values);
  return new Map(reader.getRowsJS().map(([unit, value]) => [String(unit), exact(String(value))]));
}

interface Aggregate {
  name: string;
  source: SourceId;
  sql: string;
}

/** Every count and sum of the scheme, one statement a source: departments by 主管部门, towns by 实施镇街. */
async function readSums(connection: DuckDBConnection, question: ScoreQuestion): Promise<Sums> {
  const { scheme, period, until } = question;
  const aggregates = [
    ...scheme.indicators.flatMap(partsOf),
    ...quarterEnds(period.from, until).map(
      (day): Aggregate => ({
        name: day,
        source: 'trainings',
        sql: `count(*) FILTER (completed_on <= '${day}'::DATE)`,
      }),
    ),
    ...(['trainings', 'payouts', 'classesActive'] as const).map(
      (source): Aggregate => ({
        name: ACTIVE,
        source,
        sql: 'count(*)',
      }),
    ),
    {
      name: FRAUD,
      source: 'violations' as const,
      sql: `count(*) FILTER (rule IN (${scheme.fraud.rules.map((rule) => `'${rule.replaceAll("'", "''")}'`).join(', ') || "''"}))`,
    },
  ];
  const sums: Sums = new Map();
  for (const source of Object.keys(SOURCES) as SourceId[]) {
    const own = aggregates.filter((one) => one.source === source);
    if (own.length === 0 || (source === 'violations' && question.confirmed.length === 0)) continue;
    const columns = own.map(({ sql }) => `(${sql})::VARCHAR`).join(', ');
    const sql = `SELECT CASE WHEN grouping(department) = 0 THEN 'department:' || department ELSE 'town:' || town END, ${columns}
      FROM (${SOURCES[source]}) GROUP BY GROUPING SETS ((department), (town))`;
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

function partsOf(indicator: Indicator): Aggregate[] {
  const { numerator, denominator, special } = measureOf(indicator.measure);
  const aggregate = (suffix: string, part: Part): Aggregate => ({
    name: `${indicator.id}.${suffix}`,
    source: part.source,
    sql: aggregateSql(part, indicator),
  });
  return [
    ...(special === 'evenProgress' ? [] : [aggregate('n', numerator)]),
    ...('given' in denominator || special !== undefined ? [] : [aggregate('d', denominator)]),
  ];
}

const aggregateSql = (part: Part, indicator: Indicator): string =>
  `${part.sum === undefined ? 'count(*)' : `sum(${part.sum})`} FILTER (${conditionOf(part, indicator)})`;

/** The condition of a part, its parameters named apart from those of other indicators. */
export const conditionOf = ({ where }: Part, { id, parameters }: Indicator): string =>
  Object.entries(parameters).reduce((sql, [name, value]) => {
    const bound = `$${id}_${name}`;
    return sql.replaceAll(`$${name}`, Array.isArray(value) ? `string_split(${bound}, chr(10))` : bound);
  }, where);

/** Every value a statement may name. */
export function valuesOf({
  scheme,
  period,
  until,
  confirmed,
  secret,
}: ScoreQuestion): Record<string, string | number> {
  const parameters = scheme.indicators.flatMap(({ id, parameters }) =>
    Object.entries(parameters).map(([name, value]) => [
      `${id}_${name}`,
      Array.isArray(value) ? value.join('\n') : value,
    ]),
  );
  return {
    ...Object.fromEntries(parameters),
    from: period.from,
    until,
    secret,
    confirmed: confirmed.join(','),
  };
}

/** DuckDB refuses values that the statement does not name. */
export const namedIn = (
  sql: string,
  values: Record<string, string | number>,
): Record<string, string | number> =>
  Object.fromEntries(Object.entries(values).filter(([name]) => new RegExp(`\\$${name}\\b`).test(sql)));
