import type { Language } from '@skill-ledger/contracts';
import { html, type Markup } from '../releases/html.ts';
import { isTotal } from '../releases/names.ts';
import { nameField } from './bars.ts';
import { linkTo } from './frame.ts';
import type { PublicRelease } from './published-bundles.ts';
import { rowId } from './site-table.ts';
import { siteText } from './site-texts.ts';
import { shortTitle, themeOf } from './themes.ts';

/**
 * An index of every name in the tables of a release and of their fields, each with links to its rows. It is read by
 * eye or by the browser's own search; a small script narrows it.
 */
export function searchPage(release: PublicRelease, language: Language): Markup {
  const text = siteText(language);
  const names = [...namesOf(release)].map(([name, places]) => {
    const links = places.map(
      ({ page, id, title }) =>
        html` <a href="${linkTo('search', page, language)}#${id}">${title[language]}</a>`,
    );
    return html`<li><strong>${name}</strong>${links}</li>`;
  });
  const fields = [...fieldsOf(release)].map(([name, places]) => {
    const links = places.map(
      ({ page, id, title }) =>
        html` <a href="${linkTo('search', page, language)}#${id}">${title[language]}</a>`,
    );
    return html`<li><code>${name}</code>${links}</li>`;
  });
  return html`<p data-aloud>${text('searchWhy')}</p><p class="find" hidden><label for="find">${text('searchLabel')}</label><input id="find" type="search" autocomplete="off"> <span role="status" data-unit="${text('found')}"></span></p><ul class="index">${names}</ul><h2>${text('asData')}</h2><ul class="index">${fields}</ul>`;
}

interface Place {
  page: string;
  id: string;
  title: { zh: string; en: string };
}

function namesOf({ tables, entry }: PublicRelease): Map<string, Place[]> {
  const names = new Map<string, Place[]>();
  for (const table of tables.values()) {
    const field = nameField(table);
    if (!field || !themeOf(table.name) || table.name === 'months') continue;
    const seen = new Set<string>();
    for (const [at, row] of table.rows.entries()) {
      const name = row[field.name];
      if (name == null || isTotal(name) || seen.has(name)) continue;
      seen.add(name);
      const title = { zh: shortTitle(table.title.zh), en: shortTitle(table.title.en) };
      const place = {
        page: `${entry.id}/${table.name}`,
        id: rowId(table, at),
        title: themed(table.name, title),
      };
      names.set(name, [...(names.get(name) ?? []), place]);
    }
  }
  return names;
}

/** The tables that have a field, by its name. */
function fieldsOf({ tables }: PublicRelease): Map<string, Place[]> {
  const fields = new Map<string, Place[]>();
  for (const { name: table, title, fields: own } of tables.values()) {
    for (const { name } of own) {
      fields.set(name, [...(fields.get(name) ?? []), { page: 'definitions', id: table, title }]);
    }
  }
  return fields;
}

const themed = (table: string, title: Place['title']): Place['title'] => {
  const theme = themeOf(table);
  return theme
    ? { zh: `${siteText('zh')(theme)}·${title.zh}`, en: `${siteText('en')(theme)}: ${title.en}` }
    : title;
};
