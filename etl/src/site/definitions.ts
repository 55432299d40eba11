import type { Language } from '@skill-ledger/contracts';
import { html, type Markup } from '../releases/html.ts';
import type { PublicRelease } from './published-bundles.ts';
import { siteText, unitOf } from './site-texts.ts';

/** Every field of every table of a release, as its Data Package defines it. */
export function definitionsOf({ tables }: PublicRelease, language: Language): Markup {
  const text = siteText(language);
  const parts = [...tables.values()].map(({ name, title, fields }) => {
    const items = fields.map(
      ({ name: field, title: label, unit, definition, clause }) =>
        html`<div><dt>${label[language]}${unit === '' ? '' : ` (${unitOf(unit, language)})`} <code>${field}</code></dt><dd>${definition[language]} <span class="clause">${text('clause')} ${clause}</span></dd></div>`,
    );
    return html`<section><h2 id="${name}">${title[language]} <code>${name}</code></h2><dl class="defined">${items}</dl></section>`;
  });
  return html`${parts}`;
}
