import { type Language, Language as Languages, periodName, releaseName } from '@skill-ledger/contracts';
import { html, type Markup, NOTHING } from '../releases/html.ts';
import { definitionsOf } from './definitions.ts';
import { linkTo, pageFile, sitePage } from './frame.ts';
import { overview } from './overview.ts';
import { type PublicRelease, type Published, releaseIn } from './published-bundles.ts';
import type { SiteTable } from './site-table.ts';
import { siteText } from './site-texts.ts';
import { drawingOf, fileLinks, notesOf, tableView } from './table-view.ts';
import { shortTitle, themeOf, themesOf } from './themes.ts';

/** The pages of a release by file: its overview, one for each table, its definitions, and what its revision changed. */
export function releasePages(published: Published, written: PublicRelease): Map<string, string> {
  const pages = new Map<string, string>();
  const { id, difference } = written.entry;
  for (const language of Languages.options) {
    const period = periodName(written.entry.period)[language];
    const text = siteText(language);
    const release = releaseIn(written, language);
    const add = (name: string, title: string, body: Markup): void => {
      const address = `${id}/${name}`;
      const here = themeOf(name);
      pages.set(
        pageFile(address, language),
        sitePage({ published, release, language, address, title, body, here }),
      );
    };
    add('index', `${text('figuresOf')} ${period}`, overview(release, language, `${id}/index`));
    for (const [theme, tables] of themesOf(release)) {
      for (const table of tables) {
        const title = `${text(theme)} · ${shortTitle(table.title[language])}`;
        add(table.name, `${title} · ${period}`, tablePage(release, tables, table, language));
      }
    }
    add('definitions', `${text('definitions')} · ${period}`, definitionsOf(release, language));
    if (difference.length > 0)
      add('changes', `${text('changes')} · ${releaseName(id)[language]}`, changes(release, language));
  }
  return pages;
}

function tablePage(
  { entry }: PublicRelease,
  siblings: SiteTable[],
  table: SiteTable,
  language: Language,
): Markup {
  const text = siteText(language);
  const here = `${entry.id}/${table.name}`;
  const tabs = siblings.map(
    ({ name, title }) =>
      html`<li><a href="${linkTo(here, `${entry.id}/${name}`, language)}"${name === table.name ? html` aria-current="page"` : NOTHING}>${shortTitle(title[language])}</a></li>`,
  );
  const isPeople = table.fields.some(({ kind }) => kind === 'flag');
  return html`${siblings.length > 1 ? html`<nav class="tabs" aria-label="${text('inTheme')}"><ul>${tabs}</ul></nav>` : NOTHING}${drawingOf(table, language)}${
    isPeople ? html`<p class="notice quiet">${text('withheldWhy')}</p>` : NOTHING
  }${tableView(table, language)}<p>${text('thisTable')}: ${fileLinks(table, '')}</p>${notesOf(table, language)}`;
}

/** Every cell that a revision changed, as before and after. */
function changes({ entry, tables, info: { names } }: PublicRelease, language: Language): Markup {
  const text = siteText(language);
  const rows = entry.difference.map(({ table, key, field, before, after }) => {
    const own = tables.get(table);
    const title = own?.title[language] ?? table;
    const column = own?.fields.find(({ name }) => name === field)?.title[language] ?? field;
    const cell = (value: string | null): Markup => html`<td class="n">${value ?? text('none')}</td>`;
    return html`<tr><th scope="row">${title}</th><td>${key.map((name) => (language === 'zh' ? name : (names[name] ?? name))).join(' · ')}</td><td>${column}</td>${cell(before)}${cell(after)}</tr>`;
  });
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${text('changes')}"><table><thead><tr><th scope="col">${text('table')}</th><th scope="col">${text('row')}</th><th scope="col">${text('field')}</th><th scope="col" class="n">${text('before')}</th><th scope="col" class="n">${text('after')}</th></tr></thead><tbody>${rows}</tbody></table></div>`;
}
