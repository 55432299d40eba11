import type { Bilingual, FigureId, Language } from '@skill-ledger/contracts';
import { FIGURES } from '../figures/definitions.ts';
import { type Field, figureField, shown, type TableRow } from '../releases/index.ts';
import type { Bar } from './chart.ts';
import type { Block, Inline } from './document.ts';

const NUMERALS = '一二三四五六七八九十';
/** 1 → 一, 12 → 十二: up to 99. */
const chineseNumber = (number: number): string => {
  const [tens, ones] = [Math.floor(number / 10), number % 10];
  const head = tens === 0 ? '' : `${tens === 1 ? '' : NUMERALS[tens - 1]}十`;
  return head + (ones === 0 ? '' : NUMERALS[ones - 1]);
};

/** A figure within a sentence: its value with all digits, defined in a footnote at its first occurrence. */
export interface Mention {
  figure: FigureId;
  value: string | number | null | undefined;
  span?: 'day' | 'period' | 'total';
}

/** Percentage points with their sign. */
const signed = (value: string): string => (Number(value) > 0 ? `+${value}` : value.replace('-', '−'));

/** Builds a report block by block: numbers headings, tables and footnotes; defines each figure once. */
export class ReportWriter {
  readonly language: Language;
  private readonly names: Record<string, string>;
  readonly blocks: Block[] = [];
  readonly notes: string[] = [];
  private readonly defined = new Set<string>();
  private sections = 0;
  private parts = 0;
  private tables = 0;
  private charts = 0;

  /** @param names English by Chinese name */
  constructor(language: Language, names: Record<string, string>) {
    this.language = language;
    this.names = names;
  }

  say = (zh: string, en: string): string => (this.language === 'zh' ? zh : en);
  /** A name of the programme's data, in the report's language if there is a translation. */
  name = (zh: string): string => (this.language === 'zh' ? zh : (this.names[zh] ?? zh));
  pick = (text: Bilingual): string => text[this.language];

  section(zh: string, en: string): void {
    this.sections += 1;
    this.parts = 0;
    this.heading(1, this.say(`${chineseNumber(this.sections)}、${zh}`, `${this.sections}. ${en}`));
  }

  part(zh: string, en: string): void {
    this.parts += 1;
    this.heading(
      2,
      this.say(`（${chineseNumber(this.parts)}）${zh}`, `${this.sections}.${this.parts} ${en}`),
    );
  }

  /** A paragraph of words and figures. */
  paragraph(...pieces: (string | Mention)[]): void {
    const inlines = pieces.flatMap((piece) => (typeof piece === 'string' ? [piece] : this.mention(piece)));
    this.blocks.push({ kind: 'paragraph', inlines: joined(inlines) });
  }

  /** Paragraphs of a text by a user, one per line. */
  lines(text: string): void {
    for (const line of text.split('\n')) if (line.trim() !== '') this.paragraph(line.trim());
  }

  table(name: string, title: Bilingual, fields: Field[], rows: TableRow[]): void {
    this.tables += 1;
    const number = this.say(`表${this.tables}`, `Table ${this.tables}`);
    const fresh = fields.filter((field) => field.type !== 'text' && this.isFresh(keyOf(field)));
    const words = fresh.map((field) =>
      this.say(
        `${field.title.zh}：${field.definition.zh}（${field.clause}）`,
        `${field.title.en}: ${field.definition.en} (${field.clause})`,
      ),
    );
    this.blocks.push({
      ...{ kind: 'table', name, fields },
      rows: rows.map((row) => this.named(row, fields)),
      caption: `${number}　${this.pick(title)}`,
      note:
        words.length === 0 ? null : this.note(`${words.join(this.say('；', '; '))}${this.say('。', '.')}`),
    });
  }

  chart(title: Bilingual, alt: string, bars: Bar[]): void {
    if (bars.length === 0) return;
    this.charts += 1;
    const number = this.say(`图${this.charts}`, `Figure ${this.charts}`);
    this.blocks.push({ kind: 'chart', title: `${number}　${this.pick(title)}`, alt, bars });
  }

  private named(row: TableRow, fields: Field[]): TableRow {
    const names = fields.flatMap(({ name, type }) =>
      type === 'text' && row[name] != null ? [[name, this.name(row[name])]] : [],
    );
    return { ...row, ...Object.fromEntries(names) };
  }

  private heading(level: 1 | 2, text: string): void {
    this.blocks.push({ kind: 'heading', level, text });
  }

  private mention({ figure, value, span = 'day' }: Mention): Inline[] {
    const field = figureField(figure, figure, span);
    const words = this.value(figure, value);
    if (!this.isFresh(keyOf(field))) return [words];
    const { clause } = FIGURES[figure];
    const note = this.note(
      this.say(
        `${field.title.zh}：${field.definition.zh}（${clause}）。`,
        `${field.title.en}: ${field.definition.en} (${clause}).`,
      ),
    );
    return [words, { note }];
  }

  /** A figure's value with all its digits. */
  value(figure: FigureId, value: Mention['value']): string {
    if (value === null || value === undefined) return this.say('（无数据）', '(no value)');
    const { unit } = FIGURES[figure];
    const text =
      typeof value === 'number' && unit === 'fraction'
        ? value.toFixed(6)
        : typeof value === 'number' && unit === 'points'
          ? String(Number(value.toFixed(4)))
          : String(value);
    if (unit === 'points') return signed(String(Number(text)));
    return shown({ type: figureField(figure, figure).type }, text);
  }

  private isFresh(key: string): boolean {
    if (this.defined.has(key)) return false;
    this.defined.add(key);
    return true;
  }

  private note(text: string): number {
    this.notes.push(text);
    return this.notes.length;
  }
}

/** A figure is defined again for another span, unless the definition is the same. */
const keyOf = ({ title, definition }: Pick<Field, 'title' | 'definition'>): string =>
  `${title.zh} ${definition.zh}`;

/** Joins adjacent texts. */
function joined(inlines: Inline[]): Inline[] {
  const all: Inline[] = [];
  for (const one of inlines) {
    const last = all.at(-1);
    if (typeof one === 'string' && typeof last === 'string') all[all.length - 1] = last + one;
    else all.push(one);
  }
  return all;
}
