import type { Language } from '@skill-ledger/contracts';
import { barChart } from './chart.ts';
import { html, type Markup, NOTHING } from './html.ts';
import { say } from './page-texts.ts';
import type { Field, Table, TableRow } from './table-spec.ts';

/** Maximum number of bars in a chart: the table has all rows. */
const MOST_BARS = 36;
const FORMATS = ['csv', 'xlsx', 'json', 'parquet'];

const grouped = (digits: string): string => digits.replace(/\B(?=(\d{3})+(?!\d))/g, ',');

/** A ratio with six decimals as percent, with every digit it has: 0.255250 → 25.525%. */
const percent = (ratio: string): string => {
  const digits = ratio.replace('.', '').replace(/^0+(?=\d{5})/, '');
  return `${`${digits.slice(0, -4)}.${digits.slice(-4)}`.replace(/\.?0+$/, '')}%`;
};

/** A value for display; the files have it exactly. */
export function shown({ type }: Pick<Field, 'type'>, value: string): string {
  if (type === 'count' && /^\d+$/.test(value)) return grouped(value);
  if (type === 'ratio') return percent(value);
  if (type !== 'yuan') return value;
  const [whole = '', part = ''] = value.split('.');
  return `${grouped(whole)}.${part}`;
}

/** A table with its chart, its downloads and the definitions of its figures as footnotes. */
export function tablePart(table: Table, language: Language, where: 'front' | 'page'): Markup {
  const text = say(language);
  const { name, title, fields, rows } = table;
  const isPeople = fields.some(({ type }) => type === 'flag');
  const columns = fields.filter(({ type }) => type !== 'flag');
  const noteId = (field: Field): string => `${name}-${field.name}`;
  const head = columns.map(
    (field, at) =>
      html`<th scope="col">${field.title[language]}${field.unit === '' ? '' : ` (${field.unit})`}<sup><a href="#${noteId(field)}" aria-label="${text('notes')} ${at + 1}">${at + 1}</a></sup></th>`,
  );
  const keys = table.keys.length;
  const cell = (field: Field, row: TableRow, at: number): Markup => {
    const value = row[field.name] ?? null;
    const words = value === null ? text(row.withheld === 'true' ? 'withheld' : 'none') : shown(field, value);
    if (at < keys && field.type === 'text') return html`<th scope="row">${words}</th>`;
    return html`<td${field.type === 'text' || value === null ? NOTHING : html` class="number"`}>${words}</td>`;
  };
  const body = rows.map((row) => html`<tr>${columns.map((field, at) => cell(field, row, at))}</tr>`);
  return html`<section>${where === 'front' ? html`<h2>${title[language]}</h2>` : NOTHING}${chartOf(table, language)}${
    isPeople ? html`<p>${text('withheldWhy')}</p>` : NOTHING
  }<div class="scroll" tabindex="0" role="region" aria-label="${title[language]}"><table><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table></div>
<p>${text('downloads')}: ${FORMATS.map((format) => html`<a href="data/${name}.${format}">${format.toUpperCase()}</a> `)}</p>${notes(table, language, where === 'front' ? 'h3' : 'h2')}</section>`;
}

/** The figure whose bars are drawn: the first of money or persons. */
function chartOf(table: Table, language: Language): Markup {
  const { name, title, fields, rows } = table;
  const field = fields.find(({ type }) => type === 'yuan' || type === 'count');
  const label = fields[name === 'funds_by_institution' ? 1 : 0];
  if (!field || !label || table.keys.length !== 1 || rows.length === 0 || name === 'supervision')
    return NOTHING;
  const bars = rows
    .flatMap((row) => {
      const value = row[field.name];
      return value == null
        ? []
        : [{ label: row[label.name] ?? '', value: Number(value), text: shown(field, value) }];
    })
    .slice(0, MOST_BARS);
  if (bars.length === 0) return NOTHING;
  const most = bars.reduce((best, bar) => (bar.value > best.value ? bar : best));
  const words = `${field.title[language]}${field.unit === '' ? '' : ` (${field.unit})`} · ${say(language)('topmost')}: ${most.label} ${most.text}`;
  return html`<figure>${barChart(`chart-${name}`, title[language], words, bars)}<figcaption>${words}</figcaption></figure>`;
}

function notes({ name, fields }: Table, language: Language, level: 'h2' | 'h3'): Markup {
  const text = say(language);
  const items = fields
    .filter(({ type }) => type !== 'flag')
    .map(
      (field) =>
        html`<li id="${name}-${field.name}">${field.title[language]}: ${field.definition[language]} (${text('clause')} ${field.clause})</li>`,
    );
  const title = text('notes');
  return html`${level === 'h2' ? html`<h2>${title}</h2>` : html`<h3>${title}</h3>`}<ol class="notes">${items}</ol>`;
}

/** The fields of a table, as data users look them up. */
export function definitionsPart({ name, title, fields }: Table, language: Language): Markup {
  const text = say(language);
  const lines = fields.map(
    (field) =>
      html`<div><dt><code>${field.name}</code> ${field.title[language]}${field.unit === '' ? '' : ` (${field.unit})`}</dt><dd>${field.definition[language]} (${text('clause')} ${field.clause})</dd></div>`,
  );
  return html`<section><h2>${title[language]}: <code>${name}</code></h2><dl>${lines}</dl></section>`;
}
