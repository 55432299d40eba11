import type { Language } from '@skill-ledger/contracts';
import { html, type Markup } from '../releases/html.ts';
import type { FieldType } from '../releases/table-spec.ts';
import { siteText } from './site-texts.ts';

const grouped = (digits: string): string => digits.replace(/\B(?=(\d{3})+(?!\d))/g, ',');

/** A decimal text rounded half up to this many places, without conversion to a float. */
export function rounded(value: string, places: number): string {
  const [, sign = '', whole = '0', part = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(value) ?? [];
  const digits = BigInt(whole + part.padEnd(places + 1, '0').slice(0, places + 1)) + 5n;
  const kept = String(digits / 10n).padStart(places + 1, '0');
  const cut = kept.length - places;
  return `${sign}${grouped(kept.slice(0, cut))}${places === 0 ? '' : `.${kept.slice(cut)}`}`;
}

/** A decimal text times a power of ten. */
export function shifted(value: string, by: number): string {
  const [, sign = '', whole = '0', part = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(value) ?? [];
  if (by >= 0) {
    const digits = part.padEnd(by, '0');
    return `${sign}${(whole + digits.slice(0, by)).replace(/^0+(?=\d)/, '')}${digits.length > by ? `.${digits.slice(by)}` : ''}`;
  }
  const all = whole.padStart(1 - by, '0');
  return `${sign}${all.slice(0, by)}.${all.slice(by)}${part}`;
}

/** A value for display: person-times grouped, yuan exact, shares in percent with one decimal. */
export function shownValue(kind: FieldType, value: string): string {
  if (!/^-?\d+(\.\d+)?$/.test(value)) return value;
  if (kind === 'ratio') return `${rounded(shifted(value, 2), 1)}%`;
  if (kind === 'yuan') return rounded(value, 2);
  if (kind === 'text') return value;
  const [whole = '', part] = value.split('.');
  return part === undefined ? grouped(whole) : `${grouped(whole)}.${part}`;
}

/** An amount in 万元, in English in millions of yuan, with two decimals. */
export const inRoundUnits = (yuan: string, language: Language): string =>
  language === 'zh'
    ? `${rounded(shifted(yuan, -4), 2)} 万元`
    : `${rounded(shifted(yuan, -6), 2)} million yuan`;

/** A value with its text in the file, for machines; a reason if there is no value. */
export function figure(
  kind: FieldType,
  value: string | null,
  language: Language,
  isWithheld = false,
): Markup {
  if (value === null)
    return html`<span class="absent">${siteText(language)(isWithheld ? 'withheld' : 'none')}</span>`;
  if (kind === 'text') return html`${value}`;
  return html`<data value="${value}">${shownValue(kind, value)}</data>`;
}
