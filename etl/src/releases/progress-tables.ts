import type { DuckDBConnection } from '@duckdb/node-api';
import type { DimensionId, FigureId, FigureValues } from '@skill-ledger/contracts';
import { readBy } from '../figures/read-by.ts';
import { rows } from '../figures/scope.ts';
import { monthOf } from '../figures/series.ts';
import { monthsAfter } from '../forecast/forecast.ts';
import { progressReport } from '../progress/index.ts';
import { decimal, type Exact, exact, fixed, sumOf, ZERO } from '../scoring/exact.ts';
import { readQuotas } from '../scoring/facts.ts';
import { HEADLINE_FIGURES } from './headline-figures.ts';
import type { ReleasePeriod } from './release-period.ts';
import { SPECS } from './specs.ts';
import type { Table, TableRow, TableSpec } from './table-spec.ts';
import { cellOf, written } from './values.ts';

const QUALITY: FigureId[] = ['completedRecords', 'passed', 'failed', 'passRate', 'certified', 'certRate'];

/** The headline, and what was trained and how well. */
export async function progressTables(connection: DuckDBConnection, period: ReleasePeriod): Promise<Table[]> {
  const { from: since, until: asOf } = period;
  const inPeriod = (by: DimensionId[], figures: FigureId[]) =>
    readBy(connection, { since, asOf, by, figures });
  const quality = async (spec: TableSpec, dimension: DimensionId): Promise<Table> => ({
    ...spec,
    rows: (await inPeriod([dimension], QUALITY)).groups.map(({ key: [key = ''], figures }) => ({
      key,
      completed: cellOf(figures, 'completedRecords'),
      passed: cellOf(figures, 'passed'),
      failed: cellOf(figures, 'failed'),
      passRate: cellOf(figures, 'passRate'),
      certified: cellOf(figures, 'certified'),
    })),
  });
  return [
    { ...SPECS.headline, rows: await headlineRows(connection, period) },
    { ...SPECS.progress_by_domain, rows: await domainRows(connection, period) },
    { ...SPECS.progress_by_unit, rows: await unitRows(connection, period, 'unit') },
    { ...SPECS.progress_by_town, rows: await unitRows(connection, period, 'town') },
    { ...SPECS.months, rows: await monthRows(connection, period) },
    await quality(SPECS.quality_by_mode, 'mode'),
    await quality(SPECS.quality_by_level, 'level'),
  ];
}

/** The headline figures: at the as-of date, or of the period. */
export async function headlineRows(connection: DuckDBConnection, period: ReleasePeriod): Promise<TableRow[]> {
  const { total } = await progressReport(connection, period.until);
  const { groups } = await readBy(connection, {
    since: period.from,
    asOf: period.until,
    by: [],
    figures: Object.values(HEADLINE_FIGURES).flatMap(({ id, span }) => (span === 'period' ? [id] : [])),
  });
  const own = groups[0]?.figures ?? {};
  return Object.entries(HEADLINE_FIGURES).map(([figure, { id, span }]) => ({
    figure,
    value: written(id, (span === 'day' ? total : own)[id]),
  }));
}

async function domainRows(connection: DuckDBConnection, period: ReleasePeriod): Promise<TableRow[]> {
  const by: DimensionId[] = ['domain'];
  const asOf = period.until;
  const { groups, yardsticks } = await readBy(connection, {
    asOf,
    by,
    figures: ['target', 'completed', 'progress'],
  });
  const own = await readBy(connection, { since: period.from, asOf, by, figures: ['completedRecords'] });
  const completed = new Map(own.groups.map(({ key: [key = ''], figures }) => [key, figures]));
  return groups.map(({ key: [domain = ''], figures }) => {
    const plans = yardsticks.plans.filter(
      (plan) => plan.domain === domain && period.years.includes(plan.year),
    );
    return {
      domain,
      target: cellOf(figures, 'target'),
      completed: cellOf(figures, 'completed'),
      progress: cellOf(figures, 'progress'),
      yearPlan: plans.length === 0 ? null : String(plans.reduce((sum, { plan }) => sum + plan, 0)),
      completedPeriod: cellOf(completed.get(domain) ?? {}, 'completedRecords'),
    };
  });
}

async function unitRows(
  connection: DuckDBConnection,
  period: ReleasePeriod,
  by: 'unit' | 'town',
): Promise<TableRow[]> {
  const kind = by === 'unit' ? 'department' : 'town';
  const { groups } = await readBy(connection, {
    since: period.from,
    asOf: period.until,
    by: [by],
    figures: QUALITY,
  });
  const quotas = await readQuotas(connection, period);
  const found = new Map(groups.map(({ key: [key = ''], figures }) => [key, figures]));
  const units = await rows(connection, 'SELECT name FROM p_unit WHERE kind = $kind', { kind });
  return units.map(([name]): TableRow => {
    const unit = String(name);
    const figures: FigureValues = found.get(unit) ?? {};
    const quota = quotaOf(quotas.get(unit), period);
    const completed = figures.completedRecords ?? 0;
    return {
      unit,
      quota: quota && decimal(quota),
      completedPeriod: String(completed),
      progress: quota && !quota.equals(ZERO) ? fixed(exact(completed).div(quota), 6) : null,
      passRate: cellOf(figures, 'passRate'),
      certRate: cellOf(figures, 'certRate'),
    };
  });
}

/** The period's share of the quotas of the years it touches; null without any (spec 4, "Periods"). */
const quotaOf = (years: Map<number, Exact> | undefined, { twelfths }: ReleasePeriod): Exact | null =>
  years ? sumOf([...years.values()]).mul(exact(twelfths, 12)) : null;

async function monthRows(
  connection: DuckDBConnection,
  { programmeFrom, until }: ReleasePeriod,
): Promise<TableRow[]> {
  const { groups, yardsticks } = await readBy(connection, {
    since: programmeFrom,
    asOf: until,
    by: ['month'],
    figures: ['completedRecords', 'paid'],
  });
  const found = new Map(groups.map(({ key: [key = ''], figures }) => [key, figures]));
  const first = monthOf(programmeFrom);
  const last = monthOf(until);
  const months = first >= last ? [last] : [first, ...monthsAfter(first, last)];
  return months.map((month) => ({
    month,
    // A baseline year is known as a whole only.
    completed: yardsticks.baselineYears.includes(Number(month.slice(0, 4)))
      ? null
      : (cellOf(found.get(month) ?? {}, 'completedRecords') ?? '0'),
    paid: cellOf(found.get(month) ?? {}, 'paid') ?? '0.00',
  }));
}
