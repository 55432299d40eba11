/** Family names of two characters; every other is one. */
const COMPOUND =
  '欧阳 太史 端木 上官 司马 东方 独孤 南宫 万俟 闻人 夏侯 诸葛 尉迟 公羊 赫连 澹台 皇甫 宗政 濮阳 公冶 太叔 申屠 公孙 慕容 仲孙 钟离 长孙 宇文 司徒 鲜于 司空 令狐 百里 呼延 东郭 南门 羊舌 微生 梁丘 左丘 西门 第五'.split(
    ' ',
  );

/** 张三 → 张*, 欧阳修 → 欧阳*: the family name stays (spec 5, access and privacy). */
export function maskName(name: string): string {
  const family = COMPOUND.find((one) => name.startsWith(one) && name.length > one.length);
  return `${family ?? [...name][0] ?? ''}*`;
}

/** First 6 and last 4 characters stay; what is too short to hide anything is hidden whole. */
export const maskId = (id: string): string =>
  id.length < 14 ? '*'.repeat(id.length) : `${id.slice(0, 6)}${'*'.repeat(id.length - 10)}${id.slice(-4)}`;

/** What people write: ids, phones and accounts in it are hidden like those of a cell. */
export const maskText = (text: string): string =>
  text.replaceAll(/(?<![\dA-Za-z])\d{11,19}[Xx]?(?![\dA-Za-z])/g, maskId);

/** A person's id by the birth date in it, or a mobile number. */
const STRAY =
  /(?<!\d)(?:\d{6}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx]|1[3-9]\d{9})(?![\dXx])/g;

/** A cell of a row that failed: what belongs in a personal column may stand in any other. */
export const maskStray = (field: string, text: string): string =>
  field in PERSONAL ? maskCell(field, text) : text.replaceAll(STRAY, maskId);

/** Columns of the ledgers whose cells tell who somebody is, and how they are hidden. */
const PERSONAL: Record<string, (text: string) => string> = {
  person_id: maskId,
  person_name: maskName,
  payee_name: maskName,
  phone: maskId,
  payee_account: maskId,
};

/** A cell as it may be shown; a broken value is no less personal. @param field of the contract */
export const maskCell = (field: string, text: string): string => PERSONAL[field]?.(text) ?? text;

/**
 * A row in force as it may be shown: the name of an institution or an enterprise is nobody's secret.
 * @param cells by field of the contract
 */
export function maskRow(cells: Record<string, string | null>): Record<string, string | null> {
  const paysPerson = !['机构', '企业'].includes(cells.payee_type ?? '');
  return Object.fromEntries(
    Object.entries(cells).map(([field, text]) => [
      field,
      text === null || (field === 'payee_name' && !paysPerson) ? text : maskCell(field, text),
    ]),
  );
}
