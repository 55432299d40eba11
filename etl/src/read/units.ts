import { COLUMN_TYPES, type ColumnTypeName } from '../columns/index.ts';
import { type Cell, cellText, moneyCellText, normalise, numericCellText } from '../formats/index.ts';

/** Units of measure that occur in ledgers, but cannot be converted for columns of the type. */
const OTHERS: Partial<Record<ColumnTypeName, string[]>> = {
  money: '百元 十万元 百万元 千万元 亿元 百万 千万 亿 千 百 w W k K 角 美元 万美元 港元 欧元 日元 USD'.split(
    ' ',
  ),
  count: '百人 千人 十万人 百万人 % ‰ 百分比'.split(' '),
  hours: '天 天数 半天 日 周 月 小时 小时数 时 h H min 分钟 期 次 % 百分比'.split(' '),
  rating: ['%', '百分比'],
};

const numericTypes = (Object.keys(COLUMN_TYPES) as ColumnTypeName[]).filter(
  (type) => COLUMN_TYPES[type].units !== undefined,
);

/** Every known unit of measure, the longest name first. */
export const UNITS = [
  ...new Set(
    numericTypes.flatMap((type) => [...Object.keys(COLUMN_TYPES[type].units ?? {}), ...(OTHERS[type] ?? [])]),
  ),
].sort((a, b) => b.length - a.length);

const known = new Set(UNITS);
const LEAD = /^(?:计量|金额|货币)?(?:单位)?[:为=]?|^以(?=.*计$)/;
const BRACKETS = /^[([【〔{](.*)[)\]】〕}]$/;
/** The currency before or after its unit: 人民币万元. */
const CURRENCY = /(?:人民币|RMB|CNY|[￥¥])[: ]?(?=[十百千万亿]*元)|(?<=元) ?\(?(?:人民币|RMB|CNY)\)?/gi;
/** Other ways to write the same words. */
const SPELLINGS: Record<string, string> = {
  單: '单',
  萬: '万',
  億: '亿',
  計: '计',
  為: '为',
  仟: '千',
  佰: '百',
  圆: '元',
  圓: '元',
};
const respelt = (text: string): string =>
  text.replace(/[單萬億計為仟佰圆圓]/g, (letter) => SPELLINGS[letter] ?? letter).replace(/人民币元?$/, '元');

/** The unit if a text consists only of it: 万元, 单位:万元, (人民币万元); else null. */
export function unitOf(text: string): string | null {
  const bare = respelt(text).replace(BRACKETS, '$1').replace(CURRENCY, '');
  return [bare, bare.replace(LEAD, '').replace(/计$/, '')].find((word) => known.has(word)) ?? null;
}

const RATE = new RegExp(`^(?:${UNITS.join('|')}) ?(?:[/·]|每|per).`, 'i');
/** The same as 人次. */
const TIMES = /^人[/·]次$/;

/** The unit of a rate, 元/人, which is no amount; null if the text names none. */
export function rateOf(text: string): string | null {
  const bare = respelt(text).replace(LEAD, '');
  return RATE.test(bare) && !TIMES.test(bare) ? bare : null;
}

/** Whose work a line tells of, not what it measures: 填报单位. */
const OFFICE = /(?:填报|填表|报送|主管|制表|编制|责任|承办|牵头|实施|所在|用人|工作|申报|申请|培训)单位/g;
const LISTED = /单位(?:[:为=;]|-+|—+)([^\s:()[\]【】〔〕]*)/g;
const BRACKETED = /[([【〔{]([^()[\]【】〔〕{}]*)[)\]】〕}]/g;
const SAID = /以([^\s,、]{1,4}?)(?:为单位|计)/g;
/** Units that are not the beginning of another word. */
const CLEAR = UNITS.filter((unit) => /[万千百亿].*[元人]/.test(unit));
/** After 单位 without a colon, or alone at the end of a title; amounts (1600 万元) are excluded. */
const UNMARKED = new RegExp(`单位 ?(${CLEAR.join('|')})|(?:^|[^\\d.] |:)(${CLEAR.join('|')})$`, 'g');
/** Amounts of money in a title, and units in names: 1600万元, 万元以上项目. */
const NO_UNIT =
  /[\d.几数余多零一二两三四五六七八九壹贰叁肆伍陆柒捌玖拾] ?[十百千万亿拾]*元|[十百千万亿]+元整|[十百千万亿]+元(?:以上|以下|以内|户|级|大|工程|计划|行动|企业|项目|公司|店|村|镇)/g;
const MENTIONED = /([十百千万亿]+元)(为单位)?/g;
/** Characters before and after a separate unit in a sentence. */
const BEFORE = /(?:^|[为均按以是:=;,、|(\s—–-])$/;
const BEHIND = /^(?:$|[,、;。|)\s]|计)/;
const ENGLISH = /\bunits?\b[^a-z\d]*(?:(?:rmb|cny|yuan)[ :]*)?(10[,，]?000|1[,，]?000|million)/gi;

/** A unit whose scope is unclear from the title. */
const DOUBTFUL = '（是否为单位不明）';
/** A unit named only by a table of another kind above: it is unclear whether it applies here. */
export const inherited = (unit: string): string =>
  !isCertain(unit) || numericTypes.some((type) => factorOf(unit, type) === 1) ? unit : `${unit}${DOUBTFUL}`;
/** A title without these characters names no unit. */
const MAY_NAME = /[位計计元圆圓人([（［【〔{｛]|unit/i;

/** The units named by a title: `单位：万元、人`, `（万元）`, `以万元为单位`, `单位 万元`, `资金安排表 万元`. */
export function unitsIn(title: string): string[] {
  if (!MAY_NAME.test(title)) return [];
  const spaced = respelt(title)
    .split(/\s+/)
    .map(normalise)
    .join(' ')
    .replace(/ ?([:为=;]) ?/g, '$1')
    .trim();
  const found = [spaced, normalise(spaced)].flatMap((text) => {
    const told = text.replace(OFFICE, '').replace(CURRENCY, '');
    const words = [LISTED, BRACKETED, SAID, UNMARKED].flatMap((pattern) =>
      [...told.matchAll(pattern)].flatMap(([, one, other]) => (one ?? other ?? '').split(/[、,/;|和及]/)),
    );
    // 预算:万元 names the unit of 预算 alone.
    // Without its spaces, 单位：万元 2020年 reads as one word.
    return words.flatMap((word) => {
      const bare = word.replace(/^[^:]{1,6}:(?=.)/, '');
      return unitOf(bare) ?? CLEAR.find((unit) => bare.startsWith(unit)) ?? [];
    });
  });
  const english = [...title.matchAll(ENGLISH)].map(([, unit = '']) => `${unit}${DOUBTFUL}`);
  // 单位：元（预算金额为万元): the sentence counts in addition to the list, ambiguous words only without a list.
  const mentioned = mentionedIn(spaced).filter((unit) => found.length === 0 || isCertain(unit));
  return [...new Set([...found, ...mentioned, ...english])];
}

/** The unit that a cell names which is not meant for it: a unit of large amounts, or one behind 单位 or in a bracket. */
export function unitBeside(text: string): string | null {
  const unit = unitOf(text);
  return unit !== null && (CLEAR.includes(unit) || /单位|^[([【〔{]/.test(text)) ? unit : null;
}

/** The units of large amounts that a remark names: 金额以万元计. */
export const unitsRemarked = (text: string): string[] =>
  unitsIn(text).filter((unit) => isCertain(unit) && CLEAR.includes(unit));

/** What a remark holds that may name such a unit, as a regular expression for JavaScript and for DuckDB. */
export const MAY_REMARK = '[万萬千仟百佰亿億][元圆圓人]';

/** The units that a row's cells name. */
export const unitsInCells = (cells: Cell[]): string[] =>
  cells.flatMap((cell) => (typeof cell === 'string' ? unitsIn(cell) : []));

/** Units of money named by a sentence: 以下金额均为万元; `doubtful` if it may mean something else. */
function mentionedIn(title: string): string[] {
  const told = title
    .replace(OFFICE, '')
    .replace(CURRENCY, '')
    .replace(NO_UNIT, (words) => '·'.repeat(words.length));
  return [...told.matchAll(MENTIONED)].map(({ 1: unit = '', index }) => {
    const isAlone = BEFORE.test(told.slice(0, index)) && BEHIND.test(told.slice(index + unit.length));
    return isAlone && known.has(unit) ? unit : `${unit}${DOUBTFUL}`;
  });
}

/** Whether the words are definitely meant as a unit. */
export const isCertain = (unit: string): boolean => !unit.endsWith(DOUBTFUL);

/** Those of a title's units that apply to a column of this type. */
export const unitsOfType = (units: string[], type: ColumnTypeName): string[] =>
  units.filter(
    (unit) =>
      unit in (COLUMN_TYPES[type].units ?? {}) ||
      OTHERS[type]?.includes(unit) ||
      (unit.endsWith(DOUBTFUL) &&
        (type === 'money' || unitsOfType([unit.slice(0, -DOUBTFUL.length)], type).length > 0)),
  );

/** Factor from a unit to the column's own; null if it cannot be converted. */
export const factorOf = (unit: string, type: ColumnTypeName): number | null =>
  COLUMN_TYPES[type].units?.[unit] ?? null;

/** Told where the header with the unit is not seen. */
const inUnit = (unit: string): string => `（原列以${unit}为单位，请换算后填写）`;
/** As `has_numbers` in checks/macros.sql. */
const SEVERAL = /\d\s*[\r\n]\s*\d|\d{4}\s+\d{4}/;

/** Text of a cell of a column in another unit, converted exactly; what is no bare number stays as it is, and fails. */
export function convertedText(cell: Cell | undefined, factor: number, unit: string): string | null {
  const text = numericCellText(cell);
  if (text === null) return null;
  if (SEVERAL.test(text)) return `${text}${inUnit(unit)}`;
  const bare = normalise(text).replace(/^[￥¥]/, '');
  const digits = bare.endsWith(unit) ? bare.slice(0, -unit.length) : bare;
  const number = /^(-?)(\d+|\d{1,3}(?:,\d{3})+)(?:\.(\d+))?$/.exec(digits);
  // 16元 in a column of 万元 contradicts it, and 约16 is mended where its header is not seen.
  if (!number) return /^[^#=].*\d|^\d/.test(bare) ? `${text}${inUnit(unit)}` : text;
  const [, sign = '', whole = '', fraction = ''] = number;
  const shift = Math.log10(factor);
  const moved = fraction.padEnd(shift, '0');
  const left = `${whole.replaceAll(',', '')}${moved.slice(0, shift)}`.replace(/^0+(?=\d)/, '');
  const right = moved.slice(shift).replace(/0+$/, '');
  const converted = `${sign}${left}${right && `.${right}`}`;
  // Excel's rounding noise below a fen, as in columns of yuan.
  return typeof cell === 'string' ? converted : moneyCellText(Number(converted));
}

/** The displayed text of a cell, normalised; empty if there is none. */
export const headerText = (cell: Cell | undefined): string => normalise(cellText(cell) ?? '');
