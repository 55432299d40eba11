import { type CellFacts, COLUMN_TYPES } from '../columns/index.ts';

/** Family names of two characters; all others have one. */
const COMPOUND =
  '欧阳 太史 端木 上官 司马 东方 独孤 南宫 万俟 闻人 夏侯 诸葛 尉迟 公羊 赫连 澹台 皇甫 宗政 濮阳 公冶 太叔 申屠 公孙 慕容 仲孙 钟离 长孙 宇文 司徒 鲜于 司空 令狐 百里 呼延 东郭 南门 羊舌 微生 梁丘 左丘 西门 第五'.split(
    ' ',
  );

/** 张三 → 张*, 欧阳修 → 欧阳*: the family name stays visible (spec 5, access and privacy). */
export function maskName(name: string): string {
  const family = COMPOUND.find((one) => name.startsWith(one) && name.length > one.length);
  return `${family ?? [...name][0] ?? ''}*`;
}

/** The first 6 and last 4 characters stay visible; shorter values are masked completely. */
export const maskId = (id: string): string =>
  id.length < 14 ? '*'.repeat(id.length) : `${id.slice(0, 6)}${'*'.repeat(id.length - 10)}${id.slice(-4)}`;

/** Masked completely, including the length. */
const hide = (): string => '***';
/** A non-numeric value in a numeric column may be anything. */
const maskNumber = (text: string): string => (/^[\dA-Za-z]+$/.test(text) ? maskId(text) : hide());

/** Texts written by users. They may name persons in any words, so nothing is shown until a purpose is stated. */
export const maskFreeText = (_text: string): string => hide();

/** Digits of any width, perhaps grouped: `330782 1990…`, `138-0000-0000`, `１３８…`. */
const GROUPED_DIGITS = /[0-9０-９](?:[\s\-–—_.·・,，、/()（）]{0,3}[0-9０-９]){9,}(?:[\s-]?[XxＸｘ])?/g;
/** A person's id by the birth date in it. */
const PERSON_ID = String.raw`\d{6}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dX]`;
/** A person's id, or a mobile number. */
const PERSONAL_NUMBER = new RegExp(String.raw`${PERSON_ID}|(?<!\d)1[3-9]\d{9}(?!\d)`);
/** An id in one piece that is no part of a digest. */
export const PLAIN_ID = new RegExp(String.raw`(?<![\da-f])${PERSON_ID}(?![\da-f])`, 'i');
const LONG_NUMBER = /^\d{11,}X?$/;

const maskNumbers = (text: string, wanted: RegExp): string =>
  text.replaceAll(GROUPED_DIGITS, (group) => {
    const digits = group
      .normalize('NFKC')
      .replaceAll(/[^\dXx]/g, '')
      .toUpperCase();
    const parts = group.normalize('NFKC').split(/\s+/);
    const isWanted = wanted.test(digits) || parts.some((part) => wanted.test(part.replaceAll(/\D/g, '')));
    return isWanted ? maskId(digits) : group;
  });

/** Text stored where many users can read it: ids, phones and accounts in it are hidden. */
export const maskLongNumbers = (text: string): string => maskNumbers(text, LONG_NUMBER);

/** Text declared not personal, such as the name of a class or a file: ids and mobile numbers in it are hidden. */
export const maskIdsIn = (text: string): string => maskNumbers(text, PERSONAL_NUMBER);

/** Words right beside a number, as in 张三330782… or 330782…_张三. */
const WORDS = '(\\p{Script=Han}[\\p{Script=Han}·]*)';
const BESIDE = '([\\s_\\-—、,，.()（）]{0,3})';
const NUMBER_AND_WORDS = new RegExp(
  `(?:${WORDS}${BESIDE})?(${GROUPED_DIGITS.source})(?:${BESIDE}${WORDS})?`,
  'gu',
);

/**
 * Names of files, sheets and columns: ids and mobile numbers in them are hidden, with adjacent words, which may be the owner's
 * name. Other words are kept, since they distinguish files.
 */
export const maskTitle = (title: string): string =>
  title.replaceAll(NUMBER_AND_WORDS, (...parts: (string | undefined)[]) => {
    const [whole = '', before, between = '', number = '', afterwards = '', after] = parts;
    const shown = maskIdsIn(number);
    if (shown === number) return whole;
    return [before && maskName(before), between, shown, afterwards, after && maskName(after)].join('');
  });

/** An account number: longer than any amount, in one piece or in the usual groups. */
const ACCOUNT_NUMBER = /\d(?:[ -]?\d){14,}/;

/** Whether a text has an id, a mobile or an account number in it, in any width and grouping of the digits. */
export const holdsPersonalNumber = (text: string): boolean =>
  maskIdsIn(text) !== text || ACCOUNT_NUMBER.test(text.normalize('NFKC'));

/** The masks that columns.csv may name, and how such cells are shown to users who stated no purpose. */
const MASKS = {
  /** Not personal: shown, except for ids and phone numbers in it. */
  no: maskIdsIn,
  name: maskName,
  /** A person's name, or that of an institution or enterprise, which is public: see 收款方类型. */
  payee: maskName,
  id: maskNumber,
  phone: maskNumber,
  account: maskNumber,
  certificate: maskNumber,
  address: hide,
} satisfies Record<string, (text: string) => string>;

export type Personal = keyof typeof MASKS;
export const PERSONAL_KINDS = Object.keys(MASKS) as Personal[];

/** What masking needs from a column of the contract. */
export interface MaskedColumn extends CellFacts {
  personal: Personal;
}

type Cells = Record<string, string | null>;

/** A cell that passed every check, masked as its column declares. */
export const maskCell = (text: string, personal: Personal): string => MASKS[personal](text);

/**
 * A row in force as shown to users: its cells passed every check, and are shown if the contract declares their
 * column to be not personal.
 * @param columns the contract of the row's kind: cells of other columns are masked
 */
export function maskRow(cells: Cells, columns: MaskedColumn[]): Cells {
  const paysPerson = !['机构', '企业'].includes(cells.payee_type ?? '');
  return eachCell(cells, columns, (text, column) =>
    column.personal === 'payee' && !paysPerson ? maskIdsIn(text) : maskCell(text, column.personal),
  );
}

/**
 * A failed row as shown to users. Personal data may be in the wrong column: a cell is shown only if
 * its column is declared not personal, it passed the checks of its column, and these determine its type with certainty.
 * @param failed fields of which a cell failed
 */
export function maskFailedRow(cells: Cells, columns: MaskedColumn[], failed: ReadonlySet<string>): Cells {
  return eachCell(cells, columns, (text, { field, type, personal }) =>
    personal === 'no' && (failed.has(field) || !COLUMN_TYPES[type].isTelling)
      ? hide()
      : MASKS[personal](text),
  );
}

/** Dates, numbers and codes identify persons only by ids and phone numbers, which are masked in them. */
const CODE = /^[\dA-Za-z\s.,:/_\-￥¥元%年月日]*$/;

/**
 * A row as it was read, before any check: any cell may be in the wrong column. In a ledger of persons other texts than
 * dates, numbers, codes and words of the column's list are masked completely.
 * @param columns the contract of the row's kind
 */
export function maskUncheckedRow(
  cells: Cells,
  columns: (MaskedColumn & { values: readonly string[] })[],
): Cells {
  const listed = new Set(columns.flatMap(({ values }) => values));
  const isOfPersons = columns.some(({ personal }) => personal !== 'no');
  return eachCell(cells, columns, (text, { personal }) => {
    if (personal !== 'no') return MASKS[personal](text);
    return !isOfPersons || listed.has(text) || CODE.test(text) ? maskIdsIn(text) : hide();
  });
}

function eachCell(
  cells: Cells,
  columns: MaskedColumn[],
  mask: (text: string, column: MaskedColumn) => string,
): Cells {
  const known = new Map(columns.map((column) => [column.field, column]));
  return Object.fromEntries(
    Object.entries(cells).map(([field, text]) => {
      const column = known.get(field);
      return [field, text === null ? null : column ? mask(text, column) : hide()];
    }),
  );
}
