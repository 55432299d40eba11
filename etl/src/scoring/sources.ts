import { type ScoreRelationId, scoreRelation, type Tally } from './relations.ts';

/** Source of a count or sum. */
export interface Source {
  /** SQL of its lines. */
  sql: string;
  /** SQL that counts rows. */
  count: string;
}

/** The tally of a relation if it has the columns of a condition, else the rows. */
export function sourceOf(id: ScoreRelationId, condition = ''): Source {
  const { sql, tally } = scoreRelation(id);
  const aspect = tally && aspectOf(tally, condition);
  if (!tally || aspect === null) return { sql, count: 'count(*)' };
  return {
    sql: aspect === undefined ? tally.sql : `(FROM ${tally.sql} WHERE aspect = '${aspect}')`,
    count: tally.count === undefined ? 'count(*)' : `sum(${tally.count})`,
  };
}

/** The aspect of a tally that has the columns of a condition; undefined if all its lines do, null if none does. */
function aspectOf({ aspects }: Tally, condition: string): string | null | undefined {
  if (!aspects) return undefined;
  const words = new Set(condition.match(/\w+/g));
  const named = Object.values(aspects)
    .flat()
    .filter((column) => words.has(column));
  const fitting = Object.entries(aspects).find(([, columns]) =>
    named.every((column) => columns.includes(column)),
  );
  return fitting?.[0] ?? null;
}
