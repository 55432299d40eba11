import { isCertain, rateOf, UNITS, unitOf, unitsIn, withoutConditions } from './units.ts';

/** One reading of a header: the name, and what was omitted to obtain it. */
export interface HeaderName {
  name: string;
  /** Whether a bracket or unit was omitted: a synonym takes precedence over such a form, the label over both. */
  isShortened: boolean;
  unit: string | null;
  /** Words of a bracket that was omitted as a list of choices (结业/退学). */
  choices: string[];
}

/** Import templates mark required columns like this, number them, or add a colon. */
const FILL = '(?:非必填|必填|选填|可选)项?';
const STARS = new RegExp(`^(?:[*※★☆"“]+|${FILL}[:-]?)+|(?:[*※★☆:"”▼▲△▽↑↓。]+|[:-]${FILL})$`, 'g');
const NUMBER = /^(?:\d{1,2}[.、)]|\(\d{1,2}\)|[①-⑳])(?=\D)/;
const OPEN = '[([【〔{<《〈﹙]';
const CLOSE = '[)\\]】〕}>》〉﹚]';
const MARK = new RegExp(`^${OPEN}(?:\\*|${FILL})${CLOSE}|${OPEN}(?:\\*|${FILL})${CLOSE}$`, 'g');
const LAST_BRACKET = new RegExp(`^(.+)${OPEN}([^()[\\]【】〔〕{}<>《》〈〉﹙﹚]*)${CLOSE}$`);
const FIRST_BRACKET = new RegExp(`^${OPEN}([^()[\\]【】〔〕{}<>《》〈〉﹙﹚]+)${CLOSE}(.+)$`);
/** Brackets that only say how to fill the column in, not whose or which column it is. */
const NOTE =
  /^(?:单位|(?:学员)?本人|学员|必填.*|选填.*|非必填|必须填写|可选|可空|可不填|如有|文本(?:格式)?|数字|数值|日期(?:格式)?|下拉(?:选择)?|单选|请选择|\d+位.{0,8}|统一社会信用代码|(?:居民)?身份证(?:号码?)?|保留.{1,3}位小数|(?:末位|字母).{0,4}大写|(?:系统)?自动.{1,6}|精确到.{1,3}|(?:请|应|须|需)?按.{0,8}填写|不能为空|br\/?|[期班批届](?:\/[期班批届])+|(?:人|名|课时|学时)[/·](?:次|班|期))$/;
const FORMAT =
  /^(?:格式|如|例如?|示例)?:?(?:y{4}年?|y{2,4}\W?m{1,2}\W?d{1,2}|yyyy年mm月dd日|\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?|\d{8}|(?:[年月日时分秒][-/.]?){2,6}|1(?:-|~|至|到)5分?)(?:格式)?$/i;
const BETWEEN = /[/:\-_—,，]$/;

/** A header's text without marks of required columns, its number and a colon. */
export function withoutMarks(text: string): string {
  let bare = text;
  for (let before = ''; before !== bare; ) {
    before = bare;
    bare = bare.replace(STARS, '').replace(MARK, '').replace(NUMBER, '');
  }
  return bare === '' ? text : bare;
}

/** Every reading of a header, the most literal first. @param text normalised */
export function headerNames(text: string): HeaderName[] {
  const bare = withoutMarks(text);
  const names: HeaderName[] = [{ name: bare, isShortened: false, unit: null, choices: [] }];
  let [rest, unit, choices]: [string, string | null, string[]] = [bare, null, []];
  for (let match = LAST_BRACKET.exec(rest); match; match = LAST_BRACKET.exec(rest)) {
    const [, before = '', inner = ''] = match;
    const content = bracketContent(inner);
    if (content === null || (content.unit !== null && unit !== null && content.unit !== unit)) break;
    unit = content.unit ?? unit;
    choices = [...choices, ...content.choices];
    rest = withoutMarks(before);
    names.push({ name: rest, isShortened: true, unit, choices });
  }
  const [, front = '', behind = ''] = FIRST_BRACKET.exec(rest) ?? [];
  const before = unitOf(front);
  if (before !== null && unit === null)
    names.push({ name: behind, isShortened: true, unit: before, choices });
  const last = UNITS.find((word) => rest.endsWith(word) && rest.length > word.length);
  if (last !== undefined && unit === null) {
    const name = rest
      .slice(0, -last.length)
      .replace(/单位:?$/, '')
      .replace(BETWEEN, '');
    if (name !== '') names.push({ name, isShortened: true, unit: last, choices });
  }
  return names;
}

const isNote = (text: string): boolean => NOTE.test(text) || FORMAT.test(text);

/** The unit and choices in a bracket, apart from notes on how to fill in; null if it may identify whose or which column it is. */
function bracketContent(written: string): Pick<HeaderName, 'unit' | 'choices'> | null {
  const inner = withoutConditions(written).replace(/[,;。]?·+$/, '');
  const notes = inner.split(/[,;。]/).filter((word) => word !== '');
  const rate = notes.flatMap((word) => (isNote(word) ? [] : (rateOf(word) ?? []))).at(0);
  if (rate !== undefined) return { unit: rate, choices: [] };
  const alone = unitOf(inner);
  const units = alone === null ? unitsIn(inner) : [alone];
  const [unit = null] = units;
  if (units.length > 1 || (unit !== null && !isCertain(unit))) return null;
  if (
    alone !== null ||
    isNote(inner) ||
    notes.every((word) => isNote(word) || unitsIn(`(${word})`).length > 0)
  )
    return { unit, choices: [] };
  const choices = inner.split(/[/、,;|或]/).filter((word) => word !== '');
  return choices.length < 2 ? null : { unit, choices };
}
