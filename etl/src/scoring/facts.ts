import type { DuckDBConnection } from '@duckdb/node-api';
import { type Exact, exact, greatest, least, sumOf, ZERO } from './exact.ts';
import { measureOf } from './measures.ts';
import { daysBetween, type Period, quarterEnds } from './period.ts';
import type { ScoreQuestion } from './question.ts';
import { ACTIVE, FRAUD, readSums, type Sums } from './sums.ts';

/** One quarter end of `evenProgress`: completed by then, and due by then. */
export interface QuarterFact {
  day: string;
  completed: Exact;
  due: Exact;
}

/** Exact inputs of an indicator. A denominator of 0 means that it does not apply. */
export interface Fact {
  numerator: Exact;
  denominator: Exact;
  /** Null if the indicator does not apply. */
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

type Unit = Pick<UnitFacts, 'unit' | 'kind'>;

/** Everything the scheme's indicators need, of every unit of the programme in its order. */
export async function readFacts(connection: DuckDBConnection, question: ScoreQuestion): Promise<UnitFacts[]> {
  const [facts = []] = await readFactsOf(connection, [question]);
  return facts;
}

/** The same for several questions with the same findings at once: the facts of units are read only once. */
export async function readFactsOf(
  connection: DuckDBConnection,
  questions: ScoreQuestion[],
): Promise<UnitFacts[][]> {
  const reader = await connection.runAndReadAll('SELECT name, kind FROM p_unit');
  const units = reader
    .getRowsJS()
    .map(([name, kind]): Unit => ({ unit: String(name), kind: String(kind) as Unit['kind'] }));
  const all: UnitFacts[][] = [];
  for (const [nth, sums] of (await readSums(connection, questions)).entries()) {
    const question = questions[nth];
    if (question) all.push(await factsOf(connection, question, units, sums));
  }
  return all;
}

async function factsOf(
  connection: DuckDBConnection,
  question: ScoreQuestion,
  units: Unit[],
  sums: Sums,
): Promise<UnitFacts[]> {
  const budgets = await readYearly(connection, BUDGET, question.period);
  const quotas = await readQuotas(connection, question.period);
  const share = exact(question.period.twelfths, 12);
  return units.map(({ unit, kind }) => {
    const known = sums.get(`${kind}:${unit}`) ?? new Map<string, Exact>();
    const given = {
      budget: sumOf([...(budgets.get(unit)?.values() ?? [])]).mul(share),
      quota: sumOf([...(quotas.get(unit)?.values() ?? [])]).mul(share),
    };
    const facts = question.scheme.indicators.map((indicator): [string, Fact] => {
      const measure = measureOf(indicator.measure);
      const numerator = known.get(`${indicator.id}.numerator`) ?? ZERO;
      if (measure.special === 'qualitative') return [indicator.id, ratio(ZERO, ZERO)];
      if (measure.special === 'evenProgress') {
        return [indicator.id, evenProgress(question, known, quotas.get(unit), given.quota)];
      }
      const denominator =
        'given' in measure.denominator
          ? given[measure.denominator.given]
          : (known.get(`${indicator.id}.denominator`) ?? ZERO);
      // 不适用 for a unit without T, P or a class that began or ended in the period.
      if (measure.special === 'traceable' && (known.get(ACTIVE) ?? ZERO).equals(0)) {
        return [indicator.id, ratio(numerator, ZERO)];
      }
      return [indicator.id, ratio(greatest(numerator, ZERO), denominator, measure.times)];
    });
    return {
      unit,
      kind,
      facts: new Map(facts),
      fraud: Number((known.get(FRAUD) ?? ZERO).valueOf()),
    };
  });
}

function ratio(numerator: Exact, denominator: Exact, times = 1): Fact {
  const actual = denominator.equals(0) ? null : numerator.div(denominator).mul(times);
  return { numerator, denominator, actual };
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

/** Money of the years of a period belongs to a department or town, all sources together. */
const BUDGET =
  'SELECT department AS unit, year, sum(budget)::VARCHAR FROM funds WHERE year BETWEEN $first AND $last GROUP BY ALL';
/** Quotas as loaded; without any loaded quota, the lead unit has the whole plan of its domain. */
export const QUOTA = `
  SELECT unit, year, sum(quota)::VARCHAR FROM (
    SELECT unit, year, quota FROM quotas
    UNION ALL
    SELECT unit, year, quota FROM assignment WHERE NOT EXISTS (SELECT 1 FROM quotas))
  WHERE unit IS NOT NULL AND year BETWEEN $first AND $last GROUP BY ALL`;

/** Quotas of units by the years the period touches, whole. */
export const readQuotas = (
  connection: DuckDBConnection,
  period: Period,
): Promise<Map<string, Map<number, Exact>>> => readYearly(connection, QUOTA, period);

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
