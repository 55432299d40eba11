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

/** Free text: ids, phone and account numbers in it are masked like cells. */
export const maskText = (text: string): string =>
  text.replaceAll(/(?<![\dA-Za-z])\d{11,19}[Xx]?(?![\dA-Za-z])/g, maskId);

/** A person's id, recognised by its birth date, or a mobile number. */
const STRAY =
  /(?<!\d)(?:\d{6}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx]|1[3-9]\d{9})(?![\dXx])/g;
const maskIdsIn = (text: string): string => text.replaceAll(STRAY, maskId);

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
