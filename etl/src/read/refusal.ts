import type { Bilingual } from '@skill-ledger/contracts';
import { COLUMN_TYPES } from '../columns/index.ts';
import type { Match, MatchedColumn } from './match.ts';
import { factorOf, unitsOfType } from './units.ts';

type ReadColumn = Pick<MatchedColumn, 'column' | 'header' | 'unit'> & { factor: number; isUnitOwn: boolean };

/** The first column that is read in another unit than one of these, and that unit; null if none is. */
function contradicted(columns: ReadColumn[], units: string[]): (ReadColumn & { other: string }) | null {
  for (const column of columns) {
    const { factor, isUnitOwn } = column;
    const { type } = column.column;
    const other = unitsOfType(units, type).find((unit) => factorOf(unit, type) !== factor);
    if (other !== undefined && !isUnitOwn) return { ...column, other };
  }
  return null;
}

/** Why a table is not certain beside which another unit is stated; null if none is. @param where it is stated */
export function otherUnit(where: Bilingual, columns: ReadColumn[], units: string[]): Bilingual | null {
  const found = contradicted(columns, units);
  if (!found) return null;
  const { column, header, other } = found;
  return {
    zh: `${where.zh}写的单位是“${other}”，而“${header}”列是按另一单位读取的，无法判断哪些行以什么为单位；请把单位写在表头（如“${column.label}（${other}）”）后重新报送`,
    en: `${where.en} names the unit ${other}, but ${header} was read in another: write the unit into the header, like ${column.label}(${other}), and upload it again`,
  };
}

/** What to look at in a table beside which another unit is mentioned, perhaps for other numbers; null if none is. */
export function mentionedUnit(where: Bilingual, columns: ReadColumn[], units: string[]): Bilingual | null {
  const found = contradicted(columns, units);
  if (!found) return null;
  const { column, header, unit, other } = found;
  const own = unit ?? COLUMN_TYPES[column.type].ownUnit;
  return {
    zh: `${where.zh}提到单位“${other}”，没有采用：“${header}”列${own === undefined ? '的数字没有换算' : `按“${own}”读取`}；如果应以“${other}”为单位，请写在表头（如“${column.label}（${other}）”）后重新报送`,
    en: `${where.en} mentions the unit ${other}, which was not applied: ${header} was read ${own === undefined ? 'as it is' : `in ${own}`}; if it is in ${other}, write that into the header, like ${column.label}(${other}), and upload it again`,
  };
}

/** Why a table is not certain of which a header gives the unit, while its column holds data too. */
export const unitAboveData = (row: number, header: string): Bilingual => ({
  zh: `“${header}”像是全表的单位，而第 ${row} 行在它下面填有内容，无法判断它是哪些数字的单位；请把单位写在各列的表头后重新报送`,
  en: `${header} looks like the unit of the whole table, but row ${row} has data below it: write the unit into the header of each column and upload it again`,
});

/** A line below a header, or a remark, that names a unit. */
export const inRow = (row: number): Bilingual => ({ zh: `第 ${row} 行`, en: `row ${row}` });
/** What the page shows around the cells. */
export const ON_PAGE: Bilingual = { zh: '页眉、页脚或文本框', en: 'a page header, footer or text box' };
/** What a sheet says outside its cells, or a sheet of notes beside it. */
export const OUTSIDE: Bilingual = {
  zh: '页眉页脚、批注、文本框、输入提示或说明工作表',
  en: 'a page header, comment, text box, prompt or sheet of notes',
};

/** Why a table cannot be read with certainty, and what to do; null if it can. */
export function refusalOf(
  { equals, hidden, periods }: Match,
  columns: (MatchedColumn & { factor: number | null })[],
): Bilingual | null {
  const [equal] = equals;
  if (equal) {
    const { label } = equal.column;
    const [one, other] = equal.headers;
    return {
      zh: `“${one}”和“${other}”两列都可作“${label}”，无法判断该读哪一列；请只保留一列，或把另一列改名后重新报送`,
      en: `the columns ${one} and ${other} both match ${label}: keep one of them, or rename the other, and upload the file again`,
    };
  }
  const [other] = hidden;
  if (other) {
    const { label } = other.column;
    return {
      zh: `必填列“${label}”只出现在“${other.header}”中，看来不是本表要的内容；请为“${label}”单设一列后重新报送`,
      en: `the required column ${label} is only found as ${other.header}, which seems to be another's: give ${label} a column of its own and upload it again`,
    };
  }
  const [period] = periods;
  if (period) {
    const [first, last] = period.ends.map(({ label }) => label);
    return {
      zh: `“${period.header}”一列写了起止两个日期，不能拆开读取；请分成“${first}”和“${last}”两列后重新报送（没有日期的，删去这一列）`,
      en: `the column ${period.header} contains two dates that cannot be distinguished: split it into two columns, ${first} and ${last}, and upload the file again (or remove it if it is empty)`,
    };
  }
  const strange = columns.find(({ factor }) => factor === null);
  if (strange) {
    const { header, unit, column } = strange;
    return {
      zh: `“${header}”的单位是“${unit}”，不能换算为“${column.label}”；请换算后按“${column.label}”填写，再重新报送`,
      en: `the unit of ${header} is ${unit}, which cannot be converted to ${column.label}: convert the numbers, name the column ${column.label} and upload it again`,
    };
  }
  return null;
}
