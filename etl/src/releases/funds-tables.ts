import type { DuckDBConnection } from '@duckdb/node-api';
import { type DimensionId, type FigureId, type FigureValues, NO_YUAN } from '@skill-ledger/contracts';
import { compute } from '../figures/compute.ts';
import { type FigureGroup, readBy } from '../figures/read-by.ts';
import { rows } from '../figures/scope.ts';
import type { ReleasePeriod } from './release-period.ts';
import { SPECS } from './specs.ts';
import type { Table, TableRow, TableSpec } from './table-spec.ts';
import { cellOf } from './values.ts';

const PAID: FigureId[] = ['paid', 'paidPersonTimes', 'perHead'];
const FUNDS: FigureId[] = ['budget', 'arrived'];

/** What was paid in the period and in total, and the budget of the years it touches, by the values of a dimension. */
interface FundsGroup {
  key: string;
  period: FigureValues;
  total: FigureValues;
  funds: FigureValues;
  paidOfBudget: FigureValues;
}

/** The tables of money. */
export async function fundsTables(connection: DuckDBConnection, period: ReleasePeriod): Promise<Table[]> {
  const by = (dimension: DimensionId) => fundsBy(connection, period, dimension);
  const table = (spec: TableSpec, list: TableRow[]): Table => ({ ...spec, rows: list });
  const paidTable = async (spec: TableSpec, dimension: DimensionId): Promise<Table> =>
    table(
      spec,
      (await by(dimension)).map((group) => ({ key: group.key, ...paidCells(group) })),
    );
  const sources = await by('source');
  const departments = (await by('department')).filter(
    ({ funds, total }) => Number(funds.budget ?? 0) !== 0 || Number(total.paid ?? 0) !== 0,
  );
  return [
    table(
      SPECS.funds_by_source,
      sources.map(({ key, period: own, total, funds, paidOfBudget }) => ({
        source: key,
        budget: cellOf(funds, 'budget'),
        arrived: cellOf(funds, 'arrived'),
        paidPeriod: cellOf(own, 'paid'),
        paidTotal: cellOf(total, 'paid'),
        paidOfBudget: cellOf(paidOfBudget, 'paidOfBudget'),
      })),
    ),
    await paidTable(SPECS.funds_by_domain, 'domain'),
    await paidTable(SPECS.funds_by_mode, 'mode'),
    await paidTable(SPECS.funds_by_town, 'town'),
    await paidTable(SPECS.funds_by_standard, 'standard'),
    table(
      SPECS.funds_by_unit,
      departments.map((group) => ({
        key: group.key,
        budget: cellOf(group.funds, 'budget'),
        paidOfBudget: cellOf(group.paidOfBudget, 'paidOfBudget'),
        ...paidCells(group),
      })),
    ),
    table(SPECS.funds_by_institution, await institutionRows(connection, await by('institution'))),
  ];
}

async function fundsBy(
  connection: DuckDBConnection,
  { from, until, to, programmeFrom }: ReleasePeriod,
  dimension: DimensionId,
): Promise<FundsGroup[]> {
  const read = async (figures: FigureId[], since: string, asOf: string) => {
    const { groups } = await readBy(connection, { since, asOf, by: [dimension], figures });
    return new Map(groups.map((group) => [group.key[0] ?? '', group]));
  };
  const total = await read(PAID, programmeFrom, until);
  const period = await read(PAID, from, until);
  // Whole years: budgets are not divided by days.
  const funds = await read(FUNDS, from, to);
  const city = await readBy(connection, { since: from, asOf: to, by: [], figures: FUNDS });
  const none = nothingOf(city.groups[0]?.figures ?? {});
  const keys = [...new Set([...total.keys(), ...period.keys(), ...funds.keys()])];
  const of = (groups: Map<string, FigureGroup>, key: string): FigureValues => groups.get(key)?.figures ?? {};
  return keys.map((key) => {
    const cell = (total.get(key) ?? funds.get(key))?.cell;
    const own = { ...none, ...of(funds, key) };
    const parts = { paid: of(period, key).paid ?? NO_YUAN, budget: own.budget };
    return {
      key,
      period: of(period, key),
      total: of(total, key),
      funds: own,
      paidOfBudget: cell ? compute(['paidOfBudget'], parts, cell) : {},
    };
  });
}

/** A listed key without rows has a budget of 0, if the years have any. */
const nothingOf = ({ budget, arrived }: FigureValues): FigureValues => ({
  ...(budget !== undefined && { budget: NO_YUAN }),
  ...(arrived !== undefined && { arrived: NO_YUAN }),
});

const paidCells = ({ period, total }: FundsGroup): TableRow => ({
  paidPeriod: cellOf(period, 'paid') ?? '0.00',
  personTimesPeriod: cellOf(period, 'paidPersonTimes') ?? '0',
  perHeadPeriod: cellOf(period, 'perHead'),
  paidTotal: cellOf(total, 'paid') ?? '0.00',
  personTimesTotal: cellOf(total, 'paidPersonTimes') ?? '0',
});

/** Institutions that were paid for: largest total first, then by code. */
async function institutionRows(connection: DuckDBConnection, groups: FundsGroup[]): Promise<TableRow[]> {
  const names = new Map(
    (await rows(connection, 'SELECT institution_code, institution_name FROM institutions')).map(
      ([code, name]) => [String(code), String(name)],
    ),
  );
  return groups
    .filter(({ total }) => Number(total.paid ?? 0) > 0 || Number(total.paidPersonTimes ?? 0) > 0)
    .sort(
      (a, b) =>
        Number(b.total.paid ?? 0) - Number(a.total.paid ?? 0) || (a.key < b.key ? -1 : Number(a.key > b.key)),
    )
    .map((group) => ({ code: group.key, name: names.get(group.key) ?? group.key, ...paidCells(group) }));
}
