import { LedgerKind } from '@skill-ledger/contracts';
import { cellText, normalise, type SheetRow } from '../formats/index.ts';
import type { Column } from '../programme/programme.ts';

/** The header is looked for in this many rows from the top. */
export const HEADER_ROWS = 10;
/** Header of the column that says which quarantined row a mended one replaces (`quarantineId`); not of the contract. */
export const MENDS_HEADER = '隔离编号';
/** Share of a kind's required columns that a header must have. */
const ENOUGH = 0.6;

/** A sheet whose header is known. */
export interface KnownHeader {
  kind: LedgerKind;
  headerRow: number;
  /** Index of the sheet's column by field of the contract. */
  columns: Map<string, number>;
  /** Index of the sheet's column 隔离编号; undefined where it has none. */
  mends: number | undefined;
  /** Headers the contract does not know. */
  extra: string[];
}

/** What a sheet without a known header comes nearest to. */
export interface NearestKind {
  kind: LedgerKind;
  headerRow: number;
  /** Labels of the required columns that are not there. */
  missing: string[];
}

export type Recognised = { known: KnownHeader; nearest: null } | { known: null; nearest: NearestKind | null };

/** Every spelling a header may have: as it is, and without one closing bracket (发放金额（元）). */
function headerKeys(text: string): string[] {
  const whole = normalise(text);
  const bare = whole.replace(/[([【〔][^()[\]【】〔〕]*[)\]】〕]$/, '');
  return bare === whole || bare === '' ? [whole] : [whole, bare];
}

/**
 * Finds the header: the row among the first ten with most of a kind's required columns – all its key columns and
 * at least 60 % of the required ones. The earlier row wins a tie, then the order of kinds.
 * @param rows the sheet's first rows
 * @param contract every column of every kind
 */
export function recogniseHeader(rows: SheetRow[], contract: Column[]): Recognised {
  const candidates = rows
    .filter(({ row }) => row <= HEADER_ROWS)
    .flatMap((row) => LedgerKind.options.map((kind) => match(row, kind, contract)))
    .filter((candidate) => candidate.required > 0);
  const best = (list: typeof candidates) =>
    list.reduce<(typeof list)[number] | null>(
      (winner, candidate) => (winner === null || candidate.found > winner.found ? candidate : winner),
      null,
    );
  const known = best(candidates.filter(({ complete }) => complete));
  if (known) {
    const { kind, headerRow, columns, mends, extra } = known;
    return { known: { kind, headerRow, columns, mends, extra }, nearest: null };
  }
  // One stray word in common makes no kind "nearest".
  const near = best(candidates.filter(({ found }) => found >= 2));
  return {
    known: null,
    nearest: near && { kind: near.kind, headerRow: near.headerRow, missing: near.missing },
  };
}

function match({ row, cells }: SheetRow, kind: LedgerKind, contract: Column[]) {
  const ours = contract.filter((column) => column.kind === kind);
  const names = new Map<string, string>();
  // The label itself outranks synonyms; the first of two that claim a name keeps it.
  for (const name of ours.map((column) => [column.label, column.field] as const))
    names.set(normalise(name[0]), name[1]);
  for (const column of ours) {
    for (const synonym of column.synonyms) {
      const key = normalise(synonym);
      if (!names.has(key)) names.set(key, column.field);
    }
  }
  const columns = new Map<string, number>();
  const extra: string[] = [];
  let mends: number | undefined;
  for (const [index, cell] of cells.entries()) {
    const text = cellText(cell);
    if (text === null || normalise(text) === '') continue;
    if (normalise(text) === MENDS_HEADER) {
      mends ??= index;
      continue;
    }
    const field = headerKeys(text).flatMap((key) => names.get(key) ?? [])[0];
    if (field === undefined || columns.has(field)) extra.push(normalise(text));
    else columns.set(field, index);
  }
  const required = ours.filter((column) => column.required);
  const found = required.filter((column) => columns.has(column.field)).length;
  return {
    kind,
    headerRow: row,
    columns,
    mends,
    extra,
    required: required.length,
    found,
    complete:
      found >= required.length * ENOUGH &&
      required.every((column) => !column.key || columns.has(column.field)),
    missing: required.filter((column) => !columns.has(column.field)).map((column) => column.label),
  };
}
