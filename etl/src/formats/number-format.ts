import { createRequire } from 'node:module';
import { excelDate, isBuiltInDate } from './dates.ts';
import { type Cell, ExcelDate, ShownCell } from './types.ts';

/** Built-in formats, which files name by number only, that show more than the number; dates are in `dates.ts`. */
const BUILT_IN: Record<number, string> = {
  9: '0%',
  10: '0.00%',
  12: '# ?/?',
  13: '# ??/??',
  41: '#,##0;-#,##0;"-"',
  42: '#,##0;-#,##0;"-"',
  43: '#,##0.00;-#,##0.00;"-"',
  44: '#,##0.00;-#,##0.00;"-"',
};

/**
 * Built-in formats that show a part of a date without its day. What those from 27 on show depends on the language of the
 * reader's office program: they are dates.
 */
const PARTS: Record<number, string> = {
  17: 'mmm-yy',
  18: 'h:mm AM/PM',
  19: 'h:mm:ss AM/PM',
  20: 'h:mm',
  21: 'h:mm:ss',
  32: 'h"时"mm"分"',
  33: 'h"时"mm"分"ss"秒"',
  45: 'mm:ss',
  46: '[h]:mm:ss',
};
/** Days between the first days of the two calendars. */
const DAYS_TO_1904 = 1462;

/** Excel's own limit. */
const LONGEST_CODE = 255;
/** From here on Excel has lost digits, and the cell no longer shows what was entered. */
const DESTROYED = 1e15;

const TOKEN =
  /"(?<quoted>[^"]*)"?|[\\!](?<escaped>.)|_.|\*.|\[(?<bracket>[^\]]*)\]|(?<general>general|g\/通用格式)|(?<exponent>e[+-])|(?<date>am\/pm|a\/p|上午\/下午|[ymdhs]+|a{3,4}(?![a-z]))|(?<zero>0)|(?<digit>[#?])|(?<point>\.)|(?<comma>,)|(?<percent>%)|(?<fraction>\/)|(?<text>@)|(?<literal>.)/gisu;

/** Signs around a number that add nothing to it. */
const PLAIN_LITERAL = /^(?:[\s￥¥元+]|RMB|CNY|人民币)*$/i;
const NEGATIVE_LITERAL = /^(?:[\s￥¥元()（）-]|RMB|CNY|人民币)*$/i;

type Kind = 'general' | 'date' | 'text' | 'number' | 'nothing';

interface Section {
  kind: Kind;
  /** In the form the renderer accepts: without fills, colours and conditions. */
  code: string;
  condition: ((value: number) => boolean) | undefined;
  /** Whether there are words or signs that change what the number says. */
  isWorded: boolean;
  isNegativePlain: boolean;
  /** Digits that are shown at least before the point. */
  least: number;
  /** Whether a date's day is shown, not only its year and month, its time or its weekday. */
  isDay: boolean;
  /** Marks the position of the text. */
  around: [string, string];
}

const CONDITION = /^(<=|>=|<>|<|>|=)(-?[\d.]+)$/;
const COMPARE: Record<string, (a: number, b: number) => boolean> = {
  '<': (a, b) => a < b,
  '>': (a, b) => a > b,
  '<=': (a, b) => a <= b,
  '>=': (a, b) => a >= b,
  '=': (a, b) => a === b,
  '<>': (a, b) => a !== b,
};

const quote = (text: string): string => [...text].map((letter) => `\\${letter}`).join('');

function parseSection(code: string): Section {
  const found: Record<string, number> = {};
  let literals = '';
  let clean = '';
  let condition: Section['condition'];
  let least = 0;
  let around: [string, string] = ['', ''];
  let lastDigit = '';
  const dateTokens: string[] = [];
  const literal = (text: string): void => {
    literals += text;
    clean += quote(text);
    around = found.text ? [around[0], around[1] + text] : [around[0] + text, around[1]];
  };
  for (const match of code.matchAll(TOKEN)) {
    const groups = match.groups ?? {};
    const name = Object.keys(groups).find((key) => groups[key] !== undefined);
    const text = match[0];
    if (name === undefined) {
      // A space as wide as a character, or a fill.
      if (text.startsWith('_')) literal(' ');
    } else if (name === 'quoted' || name === 'escaped' || name === 'literal') literal(groups[name] ?? '');
    else if (name === 'bracket') {
      const inside = groups.bracket ?? '';
      const [, operator, bound] = CONDITION.exec(inside) ?? [];
      const compare = COMPARE[operator ?? ''];
      if (compare) condition = (value) => compare(value, Number(bound));
      else if (/^[hms]+$/i.test(inside)) {
        found.date = 1;
        dateTokens.push('h');
        clean += text;
      } else if (inside.startsWith('$')) literal(inside.slice(1).split('-')[0] ?? '');
    } else {
      found[name] = (found[name] ?? 0) + 1;
      clean += text;
      if (name === 'date') dateTokens.push(text.toLowerCase());
      if (name === 'zero' && !found.point && !found.exponent) least += 1;
      // A comma behind the last digit divides by a thousand.
      if (name === 'comma') found[lastDigit === 'digit' ? 'scale' : 'plain'] = 1;
      if (name === 'zero' || name === 'digit') {
        lastDigit = 'digit';
        delete found.scale;
      } else if (name !== 'comma') lastDigit = '';
    }
  }
  const hasDigits = found.zero !== undefined || found.digit !== undefined;
  const kind: Kind = found.general
    ? 'general'
    : found.text
      ? 'text'
      : hasDigits && !found.date
        ? 'number'
        : found.date
          ? 'date'
          : 'nothing';
  const isChanged = found.percent !== undefined || found.scale !== undefined;
  return {
    kind,
    code: clean,
    condition,
    isWorded: isChanged || !PLAIN_LITERAL.test(literals),
    isNegativePlain: !isChanged && NEGATIVE_LITERAL.test(literals),
    least: found.fraction ? 0 : least,
    isDay: showsDay(dateTokens),
    around,
  };
}

/** dddd and aaaa are weekdays. */
const showsDay = (tokens: string[]): boolean =>
  tokens
    .join(' ')
    .replace(/d{3,}|a{3,}/g, '')
    .includes('d');

/** Whether a format shows year and month, and no time. */
const showsMonth = (code: string): boolean => {
  const letters = code.replaceAll(/"[^"]*"|[\\!_*].|\[[^\]]*\]/gu, '').toLowerCase();
  return letters.includes('y') && letters.includes('m') && !/[hs]/.test(letters);
};

/** Cuts a format into its sections, not inside quotes, escapes or brackets. */
function sectionsOf(code: string): Section[] {
  const parts = [''];
  for (const [token] of code.matchAll(/"[^"]*"?|[\\!].|_.|\*.|\[[^\]]*\]|;|./gsu)) {
    if (token === ';') parts.push('');
    else parts[parts.length - 1] += token;
  }
  return parts.slice(0, 4).map(parseSection);
}

let renderer: ((code: string, value: number) => string) | undefined;
/** Only loaded for workbooks whose formats add something. */
function render(code: string, value: number): string {
  renderer ??= (
    createRequire(import.meta.url)('@e965/xlsx') as {
      SSF: { format: (code: string, value: number) => string };
    }
  ).SSF.format;
  return renderer(code, value);
}

function renderDate(code: string, value: number): string | null {
  try {
    return render(code, value).trim();
  } catch {
    return null;
  }
}

/** How a style of a workbook shows numbers and texts. */
export class NumberFormat {
  private readonly sections: Section[];
  private readonly isBuiltInDate: boolean;
  /** Code of a built-in format that shows no day. */
  private readonly part: string | undefined;
  /** Numbers below it are shown as they are, whatever their sign. */
  private readonly isPlain: boolean;

  /**
   * @param id number of the format
   * @param code as the file defines it; undefined for built-in formats
   */
  constructor(id: number, code: string | undefined) {
    const known = code ?? BUILT_IN[id] ?? 'General';
    this.isBuiltInDate = code === undefined && isBuiltInDate(id);
    this.part = code === undefined ? PARTS[id] : undefined;
    this.sections = sectionsOf(known.length > LONGEST_CODE ? 'General' : known);
    const numeric = this.sections.slice(0, 3);
    this.isPlain =
      !this.isBuiltInDate &&
      numeric.every(
        ({ kind, isWorded, least, condition }) =>
          (kind === 'general' || kind === 'number' || (kind === 'text' && this.sections.length === 1)) &&
          !isWorded &&
          least <= 1 &&
          condition === undefined,
      );
  }

  /** A number as a cell: the number, a date, or the text that the format shows. */
  show(value: number, since1904: boolean): Cell {
    if (this.isPlain) return value;
    if (this.part !== undefined) return this.showPart(value, since1904, this.part);
    if (this.isBuiltInDate) return excelDate(value, since1904);
    const section = this.sectionFor(value);
    if (section.kind === 'date')
      return section.isDay ? excelDate(value, since1904) : this.showPart(value, since1904, section.code);
    if (Math.abs(value) >= DESTROYED) return value;
    const isSigned = value < 0 && section !== this.sections[0];
    const isWorded = isSigned ? !section.isNegativePlain : section.isWorded;
    if (section.kind === 'number' || section.kind === 'general') {
      const digits = String(Math.trunc(Math.abs(value))).length;
      if (!isWorded && digits >= section.least) return value;
    } else if (section.kind === 'text' && !isWorded) return value;
    const shown = this.render(section, isSigned ? -value : value);
    // A dash, a word or nothing shown for zero is read as zero.
    const isZero = value === 0 && section !== this.sections[0] && /^[-–—\s]*$/.test(shown);
    const isNumber = isZero || (!isWorded && section.kind !== 'nothing');
    return new ShownCell(value, shown.trim(), isNumber ? value : null);
  }

  /**
   * A date that is shown as its month, time or weekday: the stored day is not visible. Excel stores the first of a month that
   * was typed without a day; another day of a month was entered as such.
   */
  private showPart(value: number, since1904: boolean, code: string): Cell {
    const date = excelDate(value, since1904);
    if (!(date instanceof ExcelDate)) return date;
    if (showsMonth(code) && date.text.slice(8, 10) !== '01') return date;
    const shown = renderDate(code, since1904 ? value + DAYS_TO_1904 : value);
    return shown === null ? date : new ShownCell(value, shown, null);
  }

  /** A text as a cell: the text, or what the format shows around it. */
  showText(text: string): Cell {
    const section = this.sections[3] ?? this.sections.findLast(({ kind }) => kind === 'text');
    if (!section) return text;
    const [before, after] = section.around;
    if (section.kind !== 'text')
      return new ShownCell(text, section.kind === 'nothing' ? before.trim() : '', null);
    return `${before}${after}`.trim() === ''
      ? text
      : new ShownCell(text, `${before}${text}${after}`.trim(), null);
  }

  private sectionFor(value: number): Section {
    const [first, second, third] = this.sections;
    const numeric = this.sections.slice(0, 3);
    const otherwise = first as Section;
    if (numeric.some(({ condition }) => condition !== undefined)) {
      const fits = numeric.find(({ condition }) => condition?.(value));
      return (
        fits ??
        numeric.findLast(({ condition, kind }) => condition === undefined && kind !== 'text') ??
        otherwise
      );
    }
    if (value < 0 && second && second.kind !== 'text') return second;
    if (value === 0 && third && third.kind !== 'text') return third;
    return otherwise;
  }

  private render(section: Section, value: number): string {
    const { kind, around, code } = section;
    if (kind === 'nothing') return around[0];
    if (kind === 'general' || kind === 'text') return `${around[0]}${value}${around[1]}`;
    try {
      return render(code, value);
    } catch {
      return `${around[0]}${value}`;
    }
  }
}
