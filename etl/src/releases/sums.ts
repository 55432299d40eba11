import { isSmall } from './cells.ts';
import { TOTAL } from './people.ts';
import type { BundleFault } from './scan.ts';
import type { TableRow } from './table-spec.ts';

type Tables = Map<string, TableRow[]>;

/** Exact sums: money in fen. */
const hundredths = (value: string | null | undefined): bigint => {
  const [, sign = '', whole = '0', part = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(value ?? '0') ?? [];
  const amount = BigInt(whole) * 100n + BigInt(part.slice(0, 2).padEnd(2, '0'));
  return sign ? -amount : amount;
};

const sumOf = (rows: TableRow[], field: string): bigint =>
  rows.reduce((total, row) => total + hundredths(row[field]), 0n);

const PAID_BY = ['domain', 'mode', 'town', 'standard', 'unit', 'institution'].map((by) => `funds_by_${by}`);
const COMPLETED = [
  ['progress_by_domain', 'completedPeriod'],
  ['quality_by_mode', 'completed'],
  ['quality_by_level', 'completed'],
] as const;

/** Tables that disagree about a total, and cells that should have been withheld. */
export function sumFaults(tables: Tables): BundleFault[] {
  const faults: BundleFault[] = [];
  const headline = new Map((tables.get('headline') ?? []).map(({ figure, value }) => [figure, value]));
  const differs = (table: string, field: string): void => {
    faults.push({
      check: 'sums',
      file: `data/${table}.csv`,
      text: { zh: `${field} 之和与其他表不符`, en: `${field} does not match the total in other tables` },
    });
  };
  const compare = (table: string, field: string, expected: bigint): void => {
    const rows = tables.get(table);
    if (rows && sumOf(rows, field) !== expected) differs(table, field);
  };
  const sources = tables.get('funds_by_source') ?? [];
  compare('funds_by_source', 'paidPeriod', hundredths(headline.get('paidPeriod')));
  for (const table of PAID_BY) {
    compare(table, 'paidPeriod', hundredths(headline.get('paidPeriod')));
    compare(table, 'paidTotal', sumOf(sources, 'paidTotal'));
  }
  compare('funds_by_unit', 'budget', sumOf(sources, 'budget'));
  const completed = hundredths(headline.get('completedPeriod'));
  for (const [table, field] of COMPLETED) compare(table, field, completed);
  return [...faults, ...peopleFaults(tables, completed)];
}

function peopleFaults(tables: Tables, completed: bigint): BundleFault[] {
  return [...tables].flatMap(([table, rows]): BundleFault[] => {
    const [first, second] = Object.keys(rows[0] ?? {});
    if (!table.startsWith('people_by_') || first === undefined || second === undefined) return [];
    const file = `data/${table}.csv`;
    const faults: BundleFault[] = [];
    if (rows.some(({ personTimes, withheld }) => (personTimes === null) !== (withheld === 'true'))) {
      faults.push({
        check: 'suppression',
        file,
        text: { zh: '空格与 withheld 不符', en: 'empty cells differ from withheld' },
      });
    }
    if (rows.some(({ personTimes }) => personTimes != null && isSmall(Number(personTimes)))) {
      faults.push({ check: 'suppression', file, text: { zh: '公布了 1–4 的格', en: 'shows a cell of 1–4' } });
    }
    const isTotal = (row: TableRow): boolean => row[first] === TOTAL || row[second] === TOTAL;
    const inner = rows.filter((row) => !isTotal(row));
    const shown = sumOf(inner, 'personTimes');
    const hides = inner.some(({ withheld }) => withheld === 'true');
    if (hides ? shown > completed : shown !== completed) {
      faults.push({
        check: 'sums',
        file,
        text: { zh: '各格之和与合计不符', en: 'cells do not add up to the total' },
      });
    }
    return faults;
  });
}
