import { type Field, shown, type TableRow } from '../releases/index.ts';

/** A cell for display; a dash if a figure does not exist. */
export function cellText(field: Field, row: TableRow): string {
  const value = row[field.name] ?? null;
  if (value === null) return '—';
  return shown(field, value);
}

export const headText = (field: Field, language: 'zh' | 'en'): string => {
  const title = field.title[language];
  if (field.unit === '') return title;
  return language === 'zh' ? `${title}（${field.unit}）` : `${title} (${UNITS_EN[field.unit] ?? field.unit})`;
};

const UNITS_EN: Record<string, string> = { 人次: 'person-times', 人: 'persons', 元: 'yuan', 条: 'findings' };

export const isNumber = ({ type }: Field): boolean => type !== 'text' && type !== 'flag';

/** Share of each column in the width of the page, by its longest text; adds up to 1. */
export function widthsOf(fields: Field[], rows: TableRow[], language: 'zh' | 'en'): number[] {
  const widths = fields.map((field) => {
    const cells = Math.max(...rows.map((row) => widthOf(cellText(field, row))), 0);
    // A head may take two or three lines.
    const head = widthOf(headText(field, language)) / (language === 'zh' ? 2 : 2.5);
    return Math.min(Math.max(cells, head, 7), field.type === 'text' ? 26 : 18) + 3;
  });
  const all = widths.reduce((sum, one) => sum + one, 0);
  return widths.map((one) => one / all);
}

/** Chinese characters are two wide. */
const widthOf = (text: string): number =>
  [...text].reduce((sum, character) => sum + (character > '\u2e7f' ? 2 : 1.1), 0);
