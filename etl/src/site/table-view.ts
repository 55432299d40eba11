import type { Language } from '@skill-ledger/contracts';
import { html, type Markup, NOTHING } from '../releases/html.ts';
import { bar, barsOf, drawnField, isDrawn, nameField } from './bars.ts';
import { crossTable } from './cross-table.ts';
import { monthColumns } from './month-columns.ts';
import { figure } from './shown.ts';
import { rowId, type SiteField, type SiteTable } from './site-table.ts';
import { siteText, unitOf } from './site-texts.ts';

const FORMATS = ['csv', 'xlsx', 'json', 'parquet'];

/** Columns as read; the mark of a withheld cell is explained in the cell. */
const columnsOf = ({ fields }: SiteTable): SiteField[] => fields.filter(({ kind }) => kind !== 'flag');

/** A table: rows named by their keys, numbers to the right, the drawn figure with a bar in its cell. */
export function tableView(
  table: SiteTable,
  language: Language,
  { notesOn = true }: { notesOn?: boolean } = {},
): Markup {
  if (table.keys.length === 2) return crossTable(table, language);
  const text = siteText(language);
  const columns = columnsOf(table);
  const keys = new Set([...table.keys, nameField(table)?.name]);
  const drawn = drawnField(table);
  const hasBars = table.keys.length === 1 && !isDrawn(table) && drawn !== undefined;
  const most = hasBars ? Math.max(...table.rows.map((row) => Number(row[drawn.name] ?? 0))) : 0;
  const head = columns.map(
    (field, at) =>
      html`<th scope="col"${field.kind === 'text' ? NOTHING : html` class="n"`}>${field.title[language]}${field.unit === '' ? '' : ` (${unitOf(field.unit, language)})`}${
        notesOn
          ? html`<sup><a href="#note-${table.name}-${field.name}" aria-label="${text('notes')} ${at + 1}">${at + 1}</a></sup>`
          : NOTHING
      }</th>`,
  );
  const rows = table.rows.map((row, at) => {
    const cells = columns.map((field) => {
      const value = row[field.name] ?? null;
      if (keys.has(field.name)) return html`<th scope="row">${value ?? text('none')}</th>`;
      const own = hasBars && field.name === drawn.name && value !== null && most > 0;
      return html`<td${field.kind === 'text' ? NOTHING : html` class="n"`}>${figure(field.kind, value, language, row.withheld === 'true')}${own ? bar(Number(value) / most) : NOTHING}</td>`;
    });
    return html`<tr id="${rowId(table, at)}">${cells}</tr>`;
  });
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${table.title[language]}"><table><thead><tr>${head}</tr></thead><tbody>${rows}</tbody></table></div>`;
}

/** The chart of a table: months as columns, others as bars. */
export const drawingOf = (table: SiteTable, language: Language): Markup =>
  table.name === 'months' ? monthColumns(table, language) : barsOf(table, language);

/** Links to the four files of a table, from a page beside them. */
export const fileLinks = ({ name }: SiteTable, folder: string): Markup =>
  html`${FORMATS.map((format) => html`<a href="${folder}data/${name}.${format}">${format.toUpperCase()}</a> `)}`;

/** Definitions of a table's columns with their clauses, as footnotes. */
export function notesOf(table: SiteTable, language: Language): Markup {
  const text = siteText(language);
  const items = columnsOf(table).map(
    ({ name, title, definition, clause }) =>
      html`<li id="note-${table.name}-${name}"><strong>${title[language]}</strong> ${definition[language]} <span class="clause">${text('clause')} ${clause}</span></li>`,
  );
  return html`<h2>${text('notes')}</h2><ol class="notes">${items}</ol>`;
}
