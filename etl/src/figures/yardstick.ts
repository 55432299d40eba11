import type { DuckDBConnection } from '@duckdb/node-api';
import type { FilterName } from '@skill-ledger/contracts';
import { readOnce } from '../home/snapshot-memory.ts';
import type { PaceThresholds, Span } from './derive.ts';
import { rows, type Scope } from './scope.ts';

/** Targets, plans and quotas that the snapshot holds. */
export interface Yardsticks {
  period: Span;
  baselineYears: readonly number[];
  /** Decimal texts by figure. */
  targets: ReadonlyMap<string, string>;
  /** Tolerance of "左右": decimal text of a fraction. */
  tolerance: string;
  /** Coverage of the forecast's interval. */
  level: number;
  paceThresholds: PaceThresholds;
  /** Kind of each unit: department or town. */
  unitKinds: ReadonlyMap<string, string>;
  /** In the decree's order; a null lead: none is named. */
  domains: readonly { number: number; name: string; lead: string | null; target: number }[];
  plans: readonly { domain: string; year: number; plan: number }[];
  /** Null unit: not handed down. */
  assignments: readonly { domain: string; unit: string | null; year: number; quota: number }[];
  baselines: readonly { domain: string; year: number; completed: number; completedOn: string }[];
}

export const readYardsticks = (connection: DuckDBConnection): Promise<Yardsticks> =>
  readOnce(connection, 'yardsticks', () => askYardsticks(connection));

async function askYardsticks(connection: DuckDBConnection): Promise<Yardsticks> {
  const ask = (sql: string) => rows(connection, sql);
  const texts = async (sql: string): Promise<Map<string, string>> =>
    new Map((await ask(sql)).map(([key, value]) => [String(key), String(value)]));
  const name = (value: string | number | null | undefined): string | null =>
    value === null || value === undefined ? null : String(value);
  const facts = await texts("SELECT key, value FROM p_programme WHERE key IN ('from', 'until')");
  const thresholds = await texts('SELECT id, value FROM p_threshold');
  const threshold = (id: string): number => Number(thresholds.get(id));
  const domains = await ask('SELECT number, name, lead, target FROM p_domain ORDER BY number');
  const plans = await ask(
    "SELECT domain, year, value FROM p_domain_year WHERE kind = 'plan' AND value IS NOT NULL",
  );
  const assignments = await ask('SELECT domain, unit, year, quota FROM assignment');
  const baselines = await ask(
    'SELECT domain, year, completed, completed_on::VARCHAR FROM baseline WHERE completed IS NOT NULL',
  );
  return {
    period: { from: facts.get('from') ?? '', until: facts.get('until') ?? '' },
    baselineYears: (await ask('SELECT year FROM p_baseline_year ORDER BY year')).map(([year]) =>
      Number(year),
    ),
    targets: await texts('SELECT figure, value FROM p_target'),
    tolerance: thresholds.get('about.tolerance') ?? '0',
    level: threshold('forecast.level'),
    paceThresholds: {
      ahead: threshold('pace.ahead'),
      onTrack: threshold('pace.onTrack'),
      behind: threshold('pace.behind'),
    },
    unitKinds: await texts('SELECT name, kind FROM p_unit'),
    domains: domains.map(([number, domain, lead, target]) => ({
      number: Number(number),
      name: String(domain),
      lead: name(lead),
      target: Number(target),
    })),
    plans: plans.map(([domain, year, plan]) => ({
      domain: String(domain),
      year: Number(year),
      plan: Number(plan),
    })),
    assignments: assignments.map(([domain, unit, year, quota]) => ({
      domain: String(domain),
      unit: name(unit),
      year: Number(year),
      quota: Number(quota),
    })),
    baselines: baselines.map(([domain, year, completed, completedOn]) => ({
      domain: String(domain),
      year: Number(year),
      completed: Number(completed),
      completedOn: String(completedOn),
    })),
  };
}

const filteredBy = ({ filters }: Scope): FilterName[] => Object.keys(filters) as FilterName[];

/** The baseline and the targets exist by domain only. */
const knowsTargets = (scope: Scope): boolean => filteredBy(scope).every((name) => name === 'domain');

/** Quotas exist by domain and unit only. */
export const knowsQuotas = (scope: Scope): boolean =>
  filteredBy(scope).every((name) => name === 'domain' || name === 'unit' || name === 'town');

const inDomains =
  ({ filters }: Scope) =>
  ({ domain }: { domain: string }): boolean =>
    filters.domain?.includes(domain) ?? true;

const sum = (numbers: number[]): number => numbers.reduce((total, number) => total + number, 0);

/** Baseline of the scope up to a day; none under other filters than the domain. */
export const baselineOn = (scope: Scope, { baselines }: Yardsticks, day: string): number =>
  knowsTargets(scope)
    ? sum(
        baselines
          .filter(inDomains(scope))
          .filter(({ completedOn }) => completedOn <= day)
          .map(({ completed }) => completed),
      )
    : 0;

/** What a row is measured against: its target or quota, its plan by year, and the days they apply to. */
export interface Yardstick {
  /** Figure id of the goal: the three-year target of a domain, or the quota of a unit. */
  goal: { id: 'target' | 'quota'; value: number } | null;
  plans: Map<number, number>;
  spans: Span[];
}

export const yearSpan = (year: number): Span => ({ from: `${year}-01-01`, until: `${year}-12-31` });

/** The yardstick of the scope: targets by domain, quotas by unit, none under other filters. */
export function yardstickOf(scope: Scope, yardsticks: Yardsticks): Yardstick {
  const { period, targets, domains, plans } = yardsticks;
  if (knowsTargets(scope)) {
    const chosen = scope.filters.domain
      ? domains.filter(({ name }) => inDomains(scope)({ domain: name })).map(({ target }) => target)
      : [Number(targets.get('completed'))];
    const years = plans.filter(inDomains(scope)).map(({ year, plan }) => ({ year, value: plan }));
    return { goal: { id: 'target', value: sum(chosen) }, plans: byYear(years), spans: [period] };
  }
  // There is no target for part of the period.
  if (scope.filters.year || scope.filters.month) return { goal: null, plans: new Map(), spans: [] };
  const units = unitsWithQuotas(scope);
  return units.length === 0
    ? { goal: null, plans: new Map(), spans: [period] }
    : quotaYardstick(scope, yardsticks, units);
}

/** Units whose quotas the scope is measured against; none where the annex or nothing applies. */
export function unitsWithQuotas(scope: Scope): string[] {
  const { unit, town } = scope.filters;
  if (!knowsQuotas(scope)) return [];
  // Units of both kinds count the same classes: if both are named, no single quota applies to the intersection, unless that
  // is all classes of these towns.
  const both = town?.every((name) => unit?.includes(name)) ? town : [];
  return unit && town ? both : (unit ?? town ?? []);
}

/** The yardstick of units: quotas handed down, over the years they are for (docs/decisions/0001). */
export function quotaYardstick(
  scope: Scope,
  { assignments }: Yardsticks,
  units: (string | null)[],
): Yardstick {
  const own = knowsQuotas(scope)
    ? assignments.filter(inDomains(scope)).filter(({ unit }) => units.includes(unit))
    : [];
  if (own.length === 0) return { goal: null, plans: new Map(), spans: [] };
  const plans = byYear(own.map(({ year, quota }) => ({ year, value: quota })));
  return {
    goal: { id: 'quota', value: sum([...plans.values()]) },
    plans,
    spans: [...plans.keys()].map(yearSpan),
  };
}

/** Sums by year, oldest first. */
function byYear(list: { year: number; value: number }[]): Map<number, number> {
  const years = [...new Set(list.map(({ year }) => year))].sort((a, b) => a - b);
  return new Map(
    years.map((year) => [year, sum(list.filter((one) => one.year === year).map(({ value }) => value))]),
  );
}
