import type { Language } from '@skill-ledger/contracts';
import { html, type Markup, NOTHING } from '../releases/html.ts';
import { figure } from './shown.ts';
import type { SiteField, SiteTable } from './site-table.ts';
import { unitOf } from './site-texts.ts';

/** The longest bar, in units of its own drawing. */
const FULL = 1000;
/** A longer table has bars in its cells instead. */
const MOST_BARS = 20;

/** A bar of this share; the number is beside it. */
export const bar = (share: number, tick?: number): Markup =>
  html`<svg class="bar" viewBox="0 0 ${FULL} 10" preserveAspectRatio="none" aria-hidden="true"><rect class="track" width="${FULL}" height="10"/><rect width="${Math.round(Math.min(Math.max(share, 0), 1) * FULL)}" height="10"/>${
    tick === undefined
      ? NOTHING
      : html`<rect class="tick" x="${Math.round(Math.min(Math.max(tick, 0), 1) * FULL)}" y="0" width="4" height="10"/>`
  }</svg>`;

/** The figure of a table that is drawn: what was paid, the share of a target, or else the first of money or persons. */
export const drawnField = ({ name, fields }: SiteTable): SiteField | undefined =>
  fields.find((field) => field.name === (name.startsWith('progress_by') ? 'progress' : 'paidPeriod')) ??
  fields.find(({ kind }) => kind === 'yuan' || kind === 'count');

/** Whether a table is short enough to be drawn beside itself. */
export const isDrawn = ({ name, rows, keys }: SiteTable): boolean =>
  keys.length === 1 && (rows.length <= MOST_BARS || name === 'months');

/** The column that names a row: institutions by their name, not their code. */
export const nameField = ({ fields, keys }: SiteTable): SiteField | undefined =>
  fields.find(({ name }) => name === 'name') ?? fields.find(({ name }) => name === keys[0]);

/** The rows of a table as bars in its order, with the highest in words; none if there is nothing to compare. */
export function barsOf(table: SiteTable, language: Language): Markup {
  const [field, label] = [drawnField(table), nameField(table)];
  if (!field || !label || !isDrawn(table)) return NOTHING;
  const rows = table.rows.flatMap((row) => {
    const value = row[field.name] ?? null;
    return value === null ? [] : [{ name: row[label.name] ?? '', value, size: Number(value) }];
  });
  const most = Math.max(...rows.map(({ size }) => size));
  if (rows.length < 2 || !(most > 0)) return NOTHING;
  const full = field.kind === 'ratio' ? Math.max(1, most) : most;
  const items = rows.map(
    ({ name, value, size }) =>
      html`<li><span>${name}</span>${bar(size / full, field.kind === 'ratio' && full > 1 ? 1 / full : undefined)}${figure(field.kind, value, language)}</li>`,
  );
  return html`<figure class="bars"><figcaption>${highest(table, language)}</figcaption><ol>${items}</ol></figure>`;
}

/** The row with the highest figure, in a sentence; the one with the lowest, too, where rows have targets. */
function highest(table: SiteTable, language: Language): Markup {
  const [field, label] = [drawnField(table), nameField(table)];
  if (!field || !label) return NOTHING;
  const rows = table.rows.filter((row) => row[field.name] !== null);
  const order = [...rows].sort((a, b) => Number(b[field.name]) - Number(a[field.name]));
  const say = (row: SiteTable['rows'][number] | undefined): Markup =>
    html`<strong>${row?.[label.name] ?? ''}</strong> ${figure(field.kind, row?.[field.name] ?? null, language)}${field.unit === '' ? '' : ` ${unitOf(field.unit, language)}`}`;
  const title = field.title[language];
  const first =
    language === 'zh' ? html`${title}最高：${say(order[0])}` : html`${title}, highest: ${say(order[0])}`;
  if (field.kind !== 'ratio') return html`${first}${language === 'zh' ? '。' : '.'}`;
  return language === 'zh'
    ? html`${first}；最低：${say(order.at(-1))}。`
    : html`${first}; lowest: ${say(order.at(-1))}.`;
}
