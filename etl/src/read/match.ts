import { LedgerKind } from '@skill-ledger/contracts';
import { COLUMN_TYPES } from '../columns/index.ts';
import { type Cell, normalise } from '../formats/index.ts';
import type { Column } from '../programme/programme.ts';
import { type HeaderCell, isNeutral } from './groups.ts';
import { type HeaderName, headerNames } from './header-names.ts';
import { unitOf, unitsOfType } from './units.ts';

/** Header of the column that says which quarantined row a mended one replaces (`quarantineId`); not of the contract. */
export const MENDS_HEADER = '隔离编号';
/** Share of a kind's required columns that a header must have. */
const ENOUGH = 0.6;

/** A column of the sheet that holds a field. */
export interface MatchedColumn {
  column: Column;
  index: number;
  /** Text of the header, with its group in front. */
  header: string;
  /** The unit that the header names; null if it names none. */
  unit: string | null;
}

/** Result of matching a header with a kind. */
export interface Match {
  kind: LedgerKind;
  columns: MatchedColumn[];
  /** Index of the sheet's column 隔离编号; undefined where it has none. */
  mends: number | undefined;
  /** Headers that match no field. */
  extra: { index: number; header: string }[];
  /** Fields that two headers match equally well. */
  equals: { column: Column; headers: [string, string] }[];
  /** Required columns whose name is in a group that assigns it to someone else. */
  hidden: { column: Column; header: string }[];
  /** Headers of one column for the first and the last day (公示日期), of which neither has a column of its own. */
  periods: { header: string; ends: [Column, Column] }[];
  /** Required columns that were found, including hidden ones. */
  found: number;
  complete: boolean;
  /** Labels of the required columns that are not there. */
  missing: string[];
}

/** Quality of a match, best first: the label, a synonym, one of these without a bracket, a part of a group. */
type Rank = 0 | 1 | 2 | 3;

interface Dictionary {
  columns: Column[];
  names: Map<string, { column: Column; rank: 0 | 1 }>;
  /** By their characters in order: 公示日期·开始 has those of 公示开始日期. */
  jumbled: Map<string, { column: Column; rank: 0 | 1 } | null>;
  /** First and last day by what both labels say: 公示日期. */
  periods: Map<string, Column[]>;
}

/** A header with synonyms replaced by the words of the labels. */
const reworded = (text: string): string =>
  text
    .replace(/起止|起讫|有效/, '')
    .replace(/起始|开始|起|自(?!主)/, '开始')
    .replace(/截止|结束|终止|止|至/, '结束')
    .replace(/时间|日期|期间|期$/, '日期');
const jumble = (...parts: string[]): string => [...parts.map(reworded).join('')].sort().join('');

const dictionaries = new WeakMap<Column[], Map<LedgerKind, Dictionary>>();

function dictionariesOf(contract: Column[]): Map<LedgerKind, Dictionary> {
  const known = dictionaries.get(contract);
  if (known) return known;
  const made = new Map(LedgerKind.options.map((kind) => [kind, dictionaryOf(kind, contract)]));
  dictionaries.set(contract, made);
  return made;
}

function dictionaryOf(kind: LedgerKind, contract: Column[]): Dictionary {
  const columns = contract.filter((column) => column.kind === kind);
  const names: Dictionary['names'] = new Map();
  const jumbled: Dictionary['jumbled'] = new Map();
  const add = (text: string, column: Column, rank: 0 | 1): void => {
    const name = normalise(text);
    if (!names.has(name)) names.set(name, { column, rank });
    const letters = jumble(name);
    const other = jumbled.get(letters);
    jumbled.set(letters, other && other.column !== column ? null : (other ?? { column, rank }));
  };
  // The label takes precedence over synonyms; of two fields with the same name, the first keeps it.
  for (const column of columns) add(column.label, column, 0);
  for (const column of columns) for (const synonym of column.synonyms) add(synonym, column, 1);
  const periods: Dictionary['periods'] = new Map();
  for (const column of columns.filter(({ type }) => type === 'date' || type === 'openDate')) {
    const both = reworded(column.label).replace(/开始|结束/, '');
    periods.set(both, [...(periods.get(both) ?? []), column]);
  }
  return { columns, names, jumbled, periods };
}

const names = new WeakMap<Column[], Set<string>>();
/** Additions that a header may have besides one of the names. */
const DECORATED =
  /[*＊※★☆▼▲↑↓。(（[【〔{<＜《〈﹙：:/\-\s"“]|^(?:\d|[①-⑳]|必填|选填|非必填|可选)|元$|人$|天$/;
const LONGEST_HEADER = 60;

/** Whether at least two cells look like headers: a cheap test for every candidate row. */
export function mayHoldHeaders(cells: Cell[], contract: Column[]): boolean {
  let known = names.get(contract);
  if (!known) {
    known = new Set(
      [...dictionariesOf(contract).values()].flatMap((dictionary) => [...dictionary.names.keys()]),
    );
    names.set(contract, known);
  }
  let hits = 0;
  for (const cell of cells) {
    if (typeof cell !== 'string' || cell === '' || cell.length > LONGEST_HEADER) continue;
    if (
      known.has(cell) ||
      (DECORATED.test(cell) && headerNames(normalise(cell)).some(({ name }) => known.has(name)))
    )
      hits += 1;
    if (hits === 2) return true;
  }
  return false;
}

const headerOf = ({ text }: HeaderCell, group: string): string => (group === '' ? text : `${group}·${text}`);

interface Claim {
  column: Column;
  rank: Rank;
  unit: string | null;
}

/** The field that a header matches in a kind; `hidden` if a group assigns it to someone else. */
function claimOf(
  { text, group, outer = '', above = '' }: HeaderCell,
  names: HeaderName[],
  dictionary: Dictionary,
): { claim: Claim | null; hidden: Column | null } {
  const own = plainClaim(names, dictionary.names);
  if (group === '') {
    // 公示日期 above 开始 in a row that otherwise holds whole names.
    return { claim: own ?? (above === '' ? null : joinedClaim([above], names, dictionary)), hidden: null };
  }
  const joined = joinedClaim([group, ...(outer === '' ? [] : [outer + group, outer])], names, dictionary);
  if (joined) return { claim: joined, hidden: null };
  const said = own && isNeutral(outer) ? neutralUnit(group) : undefined;
  if (own && said !== undefined) {
    const [unit = null] = own.unit === null && said !== null ? unitsOfType([said], own.column.type) : [];
    return { claim: { ...own, rank: 3, unit: own.unit ?? unit }, hidden: null };
  }
  // 发放金额 above 中央 and 地方: neither of them is the amount.
  const whole = plainClaim(headerNames(group), dictionary.names);
  return { claim: null, hidden: own?.column ?? (text === '' ? null : (whole?.column ?? null)) };
}

/** The unit that a group names for its parts, null for none; undefined where it says more than that. */
const neutralUnit = (group: string): string | null | undefined =>
  unitOf(group) ?? headerNames(group).find(({ name }) => isNeutral(name))?.unit;

/** The field that a group and its part name together. */
function joinedClaim(groups: string[], names: HeaderName[], dictionary: Dictionary): Claim | null {
  for (const whole of groups.flatMap(headerNames)) {
    for (const part of names) {
      const found =
        dictionary.names.get(whole.name + part.name) ??
        dictionary.names.get(part.name + whole.name) ??
        dictionary.jumbled.get(jumble(whole.name, part.name));
      const claim = found && { ...found, unit: part.unit ?? whole.unit };
      if (claim && isMeasured(claim)) return claim;
    }
  }
  return null;
}

const isMeasured = ({ column, unit }: Claim): boolean =>
  unit === null || COLUMN_TYPES[column.type].units !== undefined;

function plainClaim(names: HeaderName[], known: Dictionary['names']): Claim | null {
  for (const { name, isShortened, unit, choices } of names) {
    const found = known.get(name);
    if (!found) continue;
    const claim: Claim = { column: found.column, rank: isShortened ? 2 : found.rank, unit };
    const isList = choices.every((word) => found.column.values.includes(word));
    if (isMeasured(claim) && isList) return claim;
  }
  return null;
}

/** Reads a header as one of each kind. */
export function matchKinds(cells: HeaderCell[], contract: Column[]): Match[] {
  const read = cells.map((cell) => ({ cell, names: headerNames(cell.text) }));
  return [...dictionariesOf(contract)].map(([kind, dictionary]) => match(kind, read, dictionary));
}

function match(
  kind: LedgerKind,
  read: { cell: HeaderCell; names: HeaderName[] }[],
  dictionary: Dictionary,
): Match {
  const taken = new Map<Column, { rank: Rank; matched: MatchedColumn; above: string; told: string }>();
  const extra: Match['extra'] = [];
  const equals = new Map<Column, [string, string]>();
  const hidden = new Map<Column, string>();
  let mends: number | undefined;
  for (const { cell, names } of read) {
    const above = isNeutral(cell.above ?? '') ? '' : (cell.above ?? '');
    const written = headerOf(cell, `${cell.outer ?? ''}${cell.group}`);
    const { index } = cell;
    if (cell.text === MENDS_HEADER && mends === undefined) {
      mends = index;
      continue;
    }
    const { claim, hidden: other } = claimOf(cell, names, dictionary);
    if (other && !hidden.has(other)) hidden.set(other, written);
    if (!claim) {
      extra.push({ index, header: written });
      continue;
    }
    const { column, rank, unit } = claim;
    const told = above === '' ? written : headerOf(cell, above);
    const header = plainClaim(names, dictionary.names) === null ? told : written;
    const before = taken.get(column);
    // One of the two is below words that may identify whose it is.
    const isDoubtful = before !== undefined && before.above !== above;
    if (before && (before.rank === rank || isDoubtful)) equals.set(column, [before.told, told]);
    if (before && before.rank <= rank) {
      extra.push({ index, header });
      continue;
    }
    if (before) {
      extra.push({ index: before.matched.index, header: before.matched.header });
      if (!isDoubtful) equals.delete(column);
    }
    taken.set(column, { rank, above, told, matched: { column, index, header, unit } });
  }
  const required = dictionary.columns.filter((column) => column.required);
  const lost = [...hidden].filter(([column]) => column.required && !taken.has(column));
  const isThere = (column: Column): boolean =>
    taken.has(column) || lost.some(([hiddenColumn]) => hiddenColumn === column);
  const found = required.filter(isThere).length;
  return {
    kind,
    columns: [...taken.values()].map(({ matched }) => matched),
    mends,
    extra: extra.sort((a, b) => a.index - b.index),
    equals: [...equals].map(([column, headers]) => ({ column, headers })),
    hidden: lost.map(([column, header]) => ({ column, header })),
    periods: extra.flatMap(({ index, header }) => {
      const names = read.find(({ cell }) => cell.index === index)?.names ?? [];
      const [first, last] = names.flatMap(({ name }) => dictionary.periods.get(reworded(name)) ?? []);
      return first && last && !taken.has(first) && !taken.has(last)
        ? [{ header, ends: [first, last] as [Column, Column] }]
        : [];
    }),
    found,
    complete: found >= required.length * ENOUGH && required.every((column) => !column.key || isThere(column)),
    missing: required.filter((column) => !isThere(column)).map(({ label }) => label),
  };
}
