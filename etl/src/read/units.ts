import { COLUMN_TYPES, type ColumnTypeName } from '../columns/index.ts';
import {
  type Cell,
  cellText,
  hasSeveralNumbers,
  moneyCellText,
  normalise,
  numericCellText,
} from '../formats/index.ts';

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

/** A unit whose scope is unclear from the title. */
const DOUBTFUL = '（是否为单位不明）';

/** Whether the words are definitely meant as a unit. */
export const isCertain = (unit: string): boolean => !unit.endsWith(DOUBTFUL);

/** Those of the units that apply to a column of this type. */
export const unitsOfType = (units: string[], type: ColumnTypeName): string[] =>
  units.filter(
    (unit) =>
      unit in (COLUMN_TYPES[type].units ?? {}) ||
      OTHERS[type]?.includes(unit) ||
      (!isCertain(unit) &&
        (type === 'money' || unitsOfType([unit.slice(0, -DOUBTFUL.length)], type).length > 0)),
  );

/** Factor from a unit to the column's own; null if it cannot be converted. */
export const factorOf = (unit: string, type: ColumnTypeName): number | null =>
  COLUMN_TYPES[type].units?.[unit] ?? null;

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

/** Units that have a rate. 年/月/日 says how a date is written. */
const RATED = (['money', 'count', 'hours'] as const)
  .flatMap((type) => unitsOfType(UNITS, type))
  .filter((unit) => !/^[年月日时分]$/.test(unit));
const RATE = new RegExp(`^(?:${RATED.join('|')}) ?(?:[/·]|每|per).`, 'i');
/** The unit of a rate, 元/人, which is no amount; null if the text names none. */
export function rateOf(text: string): string | null {
  const bare = respelt(text).replace(LEAD, '');
  return RATE.test(bare) ? bare : null;
}

/** Whose work a line tells of, and their name, not what it measures: 填报单位：某公司. */
const OFFICE =
  /(?:(?:填报|填表|报送|主管|制表|编制|责任|承办|牵头|实施|所在|用人|用工|就业|参保|合作|推荐|工作|申报|申请|培训)单位|(?:单位|企业|机构|公司|学校)名称)(?::(?:(?!单位)[^\s,;:。()])*)?/g;
const LISTED = /单位(?:[:为=;]|-+|—+)([^\s:()[\]【】〔〕]*)/g;
const BRACKETED = /[([【〔{]([^()[\]【】〔〕{}]*)[)\]】〕}]/g;
const SAID = /以([^\s,、]{1,4}?)(?:为单位|计)/g;
/** Units that are not the beginning of another word. */
const CLEAR = UNITS.filter((unit) => /[万千百亿].*[元人]/.test(unit));
/** 单位 without a colon. */
const UNMARKED = new RegExp(`单位 ?(${CLEAR.join('|')})(?![\\u4e00-\\u9fff])`, 'g');
/** Alone at the end of a title; amounts (1600 万元) are excluded. */
const LAST = /(?:^|[^\d.] |:)([十百千万亿]{1,4}元)$/g;
/** Ways to state the unit of numbers that stand elsewhere, and to show the unit of those below. */
const STATED = [LISTED, SAID, UNMARKED];
const SHOWN = [BRACKETED, LAST];

const LARGE = '[十百千万亿]{1,4}';
/** Amounts of money in a title, and units in names: 1600万元, 万元以上项目, 千人计划. */
const NO_UNIT = new RegExp(
  [
    '[\\d.几数余多零一二两三四五六七八九壹贰叁肆伍陆柒捌玖拾] ?[十百千万亿拾]{0,4}元',
    `${LARGE}元整`,
    `${LARGE}[元人] ?(?:以上|以下|以内|户|级|大|工程|计划|行动|企业|项目|公司|店|村|镇)`,
    `${LARGE}元[\\u4e00-\\u9fff]{1,6}(?:公司|厂|店|学校|集团)`,
    `${LARGE}人 ?(?:培训|班)|[([]${LARGE}人[)\\]](?=[\\u4e00-\\u9fff])`,
  ].join('|'),
  'g',
);
/** What is not, or need not be, the unit: 不是万元, 可按万元填写, 超过（万元）, 如以万元为单位，请注明. */
const UNLESS = new RegExp(
  [
    '(?:请|切)?(?:不(?:是|要|得|能|可|用|应|宜|按|以)|勿|[而并]?非|禁止|避免)(?:以|用|按|为|是|将|把|成|填写?|写|使用|采用|金额|单位|[: ]){0,5}["“(]?[十百千万亿]{0,4}[元人](?:为单位|计)?',
    `(?:可以?|允许)(?:以|用|按|填写?|写|使用|采用)["“]?${LARGE}[元人](?:为单位|计)?`,
    `(?:超过|大于|高于|低于|少于|小于|达到?|满|不足|至少)["“(]?${LARGE}[元人]`,
    `(?:如果?|若|倘若|凡)(?=[以用按为系是需确采使单金:十百千万亿])[^,。;!]{0,12}?${LARGE}[元人][^。;!]*`,
  ].join('|'),
  'g',
);
const blank = (words: string): string => '·'.repeat(words.length);
/** A text without statements of what is not, or need not be, the unit. */
export const withoutConditions = (text: string): string => text.replace(UNLESS, blank);

const MENTIONED = new RegExp(`(${LARGE}元)(为单位)?`, 'g');
/** Characters before and after a separate unit in a sentence. */
const BEFORE = /^[为均按以是:=;,、|(\s—–-]?$/;
const BEHIND = /^(?:$|[,、;。|)\s]|计)/;
const ENGLISH = /\bunits?\b[^a-z\d]*(?:(?:rmb|cny|yuan)[ :]*)?(10[,，]?000|1[,，]?000|million)/gi;

/** A unit named only by a table of another kind above: it is unclear whether it applies here. */
export const inherited = (unit: string): string =>
  !isCertain(unit) || numericTypes.some((type) => factorOf(unit, type) === 1) ? unit : `${unit}${DOUBTFUL}`;
/** A title without these characters names no unit. */
const MAY_NAME = /[位計计元圆圓人([（［【〔{｛]|unit/i;

/** A text in one spelling, its spaces kept. */
const spaced = (text: string): string =>
  respelt(text)
    .split(/\s+/)
    .map(normalise)
    .join(' ')
    .replace(/ ?([:为=;]) ?/g, '$1')
    .trim();

/** A text without offices and conditions, and the same without amounts and names. */
interface Form {
  told: string;
  bare: string;
}
/** A title with its spaces, and without them. */
const formsOf = (title: string): Form[] => {
  const text = spaced(title);
  return [...new Set([text, normalise(text)])].map((written) => {
    const told = withoutConditions(written.replace(OFFICE, '').replace(CURRENCY, ''));
    return { told, bare: told.replace(NO_UNIT, blank) };
  });
};

/** The units that stand where the patterns say. */
const unitsAt = (forms: Form[], patterns: RegExp[]): string[] =>
  forms.flatMap(({ told, bare }) =>
    patterns
      .flatMap((pattern) => [
        ...(pattern === LISTED || pattern === BRACKETED ? bare : told).matchAll(pattern),
      ])
      .flatMap(([, words = '']) => words.split(/[、,/;|和及]/).flatMap(unitIn)),
  );

/** The unit that a word is or begins with. */
function unitIn(word: string): string[] {
  // 预算:万元 names the unit of 预算 alone.
  const bare = word.replace(/^[^:]{1,6}:(?=.)/, '');
  // Without its spaces, 单位：万元 2020年 reads as one word. 万人计划 is another word.
  const isFirst = (unit: string): boolean =>
    bare.startsWith(unit) && !/^\p{Script=Han}/u.test(bare.slice(unit.length));
  const unit = unitOf(bare) ?? CLEAR.find(isFirst);
  return unit === undefined ? [] : [unit];
}

/** Units named by a title, and those of them that are stated in so many words, not only shown. */
function search(title: string): { all: string[]; stated: string[] } {
  if (!MAY_NAME.test(title)) return { all: [], stated: [] };
  const forms = formsOf(title);
  const stated = unitsAt(forms, STATED);
  const found = [...stated, ...unitsAt(forms, SHOWN)];
  const english = [...title.matchAll(ENGLISH)].map(([, unit = '']) => `${unit}${DOUBTFUL}`);
  // 单位：元（预算金额为万元): the sentence counts in addition to the list, ambiguous words only without a list.
  const mentioned = mentionedIn(forms[0]?.bare ?? '').filter((unit) => found.length === 0 || isCertain(unit));
  return { all: [...new Set([...found, ...mentioned, ...english])], stated };
}

/** The units named by a title: `单位：万元、人`, `（万元）`, `以万元为单位`, `单位 万元`, `资金安排表 万元`. */
export const unitsIn = (title: string): string[] => search(title).all;

/** The units that a row's cells name. */
export const unitsInCells = (cells: Cell[]): string[] =>
  cells.flatMap((cell) => (typeof cell === 'string' ? unitsIn(cell) : []));

/** Units that a text names for numbers which stand elsewhere. */
export interface Told {
  /** Stated, and the only unit of its type. */
  clear: string[];
  /** Shown or mentioned, or one of several. */
  open: string[];
}

/** 元 that belongs to no larger unit, currency or month. */
const BARE_YUAN = /(?<![十百千万亿美港欧日公])元(?![月旦])/;
/** Of longer lines and remarks, the beginning tells: each row may have a remark. */
const LONGEST_LINE = 5000;
const LONGEST_REMARK = 500;

/** The units that a text certainly names, those of them that are stated, and all that could be meant. */
function named(text: string): { units: string[]; stated: string[]; all: string[] } {
  const told = text.slice(0, LONGEST_LINE);
  const { all, stated } = search(told);
  const units = all.filter(isCertain);
  const whole = unitOf(normalise(told));
  const isYuan = BARE_YUAN.test(respelt(told).replace(NO_UNIT, blank));
  return { units, stated: whole === null ? stated : [whole], all: isYuan ? [...units, '元'] : units };
}

/** Whether no other of the units applies to the same type of column. */
const isOnly = (unit: string, units: string[]): boolean =>
  numericTypes.every(
    (type) => unitsOfType([unit], type).length === 0 || new Set(unitsOfType(units, type)).size === 1,
  );

/** The units that lines of text name for the numbers around them: 以下金额以万元为单位. */
export function toldBy(texts: string[]): Told {
  const told: Told = { clear: [], open: [] };
  for (const { units, stated, all } of texts.map(named)) {
    for (const unit of units) told[stated.includes(unit) && isOnly(unit, all) ? 'clear' : 'open'].push(unit);
  }
  return told;
}

/** What a remark holds that may name a unit of large amounts, as a regular expression for JavaScript and for DuckDB. */
export const MAY_REMARK = '[万萬千仟百佰亿億][元圆圓人]';
const REMARKED = new RegExp(MAY_REMARK);
const isLarge = (unit: string): boolean => CLEAR.includes(unit);

/** The units of large amounts that remarks name: 金额以万元计. */
export function remarkedBy(remarks: string[]): Told {
  const short = remarks.map((text) => text.slice(0, LONGEST_REMARK));
  const { clear, open } = toldBy(short.filter((text) => REMARKED.test(text)));
  return { clear: clear.filter(isLarge), open: open.filter(isLarge) };
}

/** The only unit of money that a name or a header gives a whole table, if it is one of large amounts: 资金安排（万元）. */
export function moneyNamed(text: string): string[] {
  const { units, all } = named(text);
  return unitsOfType(units, 'money').filter((unit) => isLarge(unit) && isOnly(unit, all));
}

const ALONE = /^[([【]?(?:计量|金额|货币)?单位[:为=]?([^()[\]【】]+)[)\]】]?$/;
/** The units of a text that says nothing else: 单位：万元、人. */
export function unitsAlone(text: string): string[] {
  const [, list = ''] = ALONE.exec(normalise(text)) ?? [];
  const units = list.split(/[、,/]/).map(unitOf);
  return units.flatMap((unit) => (units.includes(null) ? [] : (unit ?? [])));
}

/** Units of money named by a sentence: 以下金额均为万元; `doubtful` if it may mean something else. 百元 in other words is a name. */
const mentionedIn = (bare: string): string[] =>
  [...bare.matchAll(MENTIONED)].flatMap(({ 1: unit = '', index }) => {
    const isAlone =
      BEFORE.test(bare.slice(Math.max(0, index - 1), index)) && BEHIND.test(bare.slice(index + unit.length));
    if (isAlone && known.has(unit)) return unit;
    return factorOf(unit, 'money') === null ? [] : `${unit}${DOUBTFUL}`;
  });

/** Told where the header with the unit is not seen. */
const inUnit = (unit: string): string => `（原列以${unit}为单位，请换算后填写）`;

/** Text of a cell of a column in another unit, converted exactly; what is no bare number stays as it is, and fails. */
export function convertedText(cell: Cell | undefined, factor: number, unit: string): string | null {
  const text = numericCellText(cell);
  if (text === null) return null;
  if (hasSeveralNumbers(text)) return `${text}${inUnit(unit)}`;
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
