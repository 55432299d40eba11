import type { Language } from '@skill-ledger/contracts';
import { html, type Markup, NOTHING } from '../releases/html.ts';
import { shownValue } from './shown.ts';
import type { SiteField, SiteTable } from './site-table.ts';
import { unitOf } from './site-texts.ts';

const MONTHS = Array.from({ length: 12 }, (_, at) => String(at + 1).padStart(2, '0'));
const HEIGHT = 48;
const STEP = 10;

/** The months of each year as columns side by side, all years at one scale; the table below has the numbers. */
export function monthColumns(table: SiteTable, language: Language): Markup {
  const charts = table.fields
    .filter(({ kind }) => kind !== 'text')
    .map((field) => chart(table, field, language));
  return html`<div class="months">${charts}</div>`;
}

function chart({ rows }: SiteTable, field: SiteField, language: Language): Markup {
  const values = new Map(rows.map((row) => [row.month ?? '', row[field.name] ?? null]));
  const known = [...values].flatMap(([month, value]) => (value === null ? [] : [{ month, value }]));
  const top = known.reduce<(typeof known)[number] | null>(
    (best, one) => (best === null || Number(one.value) > Number(best.value) ? one : best),
    null,
  );
  if (!top || !(Number(top.value) > 0)) return NOTHING;
  const years = [...new Set(known.map(({ month }) => month.slice(0, 4)))];
  const title = `${field.title[language]}${field.unit === '' ? '' : ` (${unitOf(field.unit, language)})`}`;
  const peak = `${top.month}: ${shownValue(field.kind, top.value)}`;
  const panels = years.map((year) => {
    const columns = MONTHS.map((month, at) => {
      const share = Number(values.get(`${year}-${month}`) ?? 0) / Number(top.value);
      const height = Math.round(Math.max(share, 0) * HEIGHT);
      return html`<rect x="${at * STEP + 1}" y="${HEIGHT - height}" width="${STEP - 2}" height="${height}"/>`;
    });
    return html`<div class="year"><svg class="columns" viewBox="0 0 ${12 * STEP} ${HEIGHT}" preserveAspectRatio="none" aria-hidden="true">${columns}</svg><span>${year}</span></div>`;
  });
  return html`<figure><figcaption>${title} · ${language === 'zh' ? '最高' : 'highest'} ${peak}</figcaption><div class="years">${panels}</div></figure>`;
}
