import type { DuckDBConnection } from '@duckdb/node-api';
import type { ScoreFrame } from '@skill-ledger/contracts';
import { type CountingPeriod, type Period, periodsOf } from './period.ts';
import type { Scheme } from './scheme.ts';

/** The available scores, and the period of the newest data. */
export async function readFrame(
  connection: DuckDBConnection,
  counting: CountingPeriod,
  schemes: Scheme[],
): Promise<ScoreFrame> {
  const reader = await connection.runAndReadAll('SELECT default_as_of::VARCHAR FROM snapshot');
  const newest = reader.getRowsJS()[0]?.[0];
  const asOf = newest == null ? counting.until : String(newest);
  const periods = periodsOf(counting);
  return {
    periods: periods.map(({ id, kind, from, to }) => ({ id, kind, from, to })),
    current: periodUnderWay(periods, asOf).id,
    asOf,
    schemes: schemes.map(({ id, name, validFrom }) => ({ id, name, validFrom })),
  };
}

/** The shortest period with a day; before the first period the first, after the last the counting period. */
export function periodUnderWay(periods: Period[], day: string): Period {
  const [shortest] = periods
    .filter(({ from, to }) => from <= day && day <= to)
    .sort((a, b) => (a.to < b.to ? -1 : 1));
  const outside = day < (periods[0]?.from ?? '') ? periods[0] : periods.at(-1);
  const found = shortest ?? outside;
  if (!found) throw new Error('a programme has at least one year');
  return found;
}
