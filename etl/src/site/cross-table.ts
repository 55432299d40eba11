import type { Language } from '@skill-ledger/contracts';
import { html, type Markup, NOTHING } from '../releases/html.ts';
import { isTotal } from '../releases/names.ts';
import { figure } from './shown.ts';
import { rowId, type SiteTable } from './site-table.ts';
import { unitOf } from './site-texts.ts';

/** A table of two keys for display: the first down, the second across. */
export function crossTable(table: SiteTable, language: Language): Markup {
  const [down = '', across = ''] = table.keys;
  const value = table.fields.find(({ kind }) => kind === 'count');
  const label = table.fields.find(({ name }) => name === down)?.title[language] ?? down;
  if (!value) return NOTHING;
  const columns = [...new Set(table.rows.map((row) => row[across] ?? ''))];
  const lines = new Map<string, Map<string, SiteTable['rows'][number]>>();
  const first = new Map<string, number>();
  for (const [at, row] of table.rows.entries()) {
    const key = row[down] ?? '';
    if (!first.has(key)) first.set(key, at);
    lines.set(key, (lines.get(key) ?? new Map()).set(row[across] ?? '', row));
  }
  const body = [...lines].map(([key, cells]) => {
    const values = columns.map((column) => {
      const row = cells.get(column);
      return html`<td class="n">${figure('count', row?.[value.name] ?? null, language, row?.withheld === 'true')}</td>`;
    });
    return html`<tr id="${rowId(table, first.get(key) ?? 0)}"${isTotal(key) ? html` class="total"` : NOTHING}><th scope="row">${key}</th>${values}</tr>`;
  });
  const head = columns.map((column) => html`<th scope="col" class="n">${column}</th>`);
  return html`<p class="quiet">${value.title[language]} (${unitOf(value.unit, language)})</p><div class="scroll" tabindex="0" role="region" aria-label="${table.title[language]}"><table class="cross"><thead><tr><th scope="col">${label}</th>${head}</tr></thead><tbody>${body}</tbody></table></div>`;
}
