import { type Language, periodName, type ReleaseInfo } from '@skill-ledger/contracts';
import { headlinePart } from './headline-part.ts';
import { html, type Markup } from './html.ts';
import { inLanguage } from './names.ts';
import { page } from './page-frame.ts';
import { say } from './page-texts.ts';
import { definitionsPart, tablePart } from './table-part.ts';
import type { Table } from './table-spec.ts';

/** Name of a page in a language: Chinese is first, and without a mark. */
export const pageName = (name: string, language: Language): string =>
  language === 'zh' ? `${name}.html` : `${name}.en.html`;

/** Tables whose chart stands on the first page. */
const ON_FRONT = ['funds_by_source', 'funds_by_domain', 'progress_by_domain'];

/** The pages of a bundle: one for each table, the overview and the definitions, in both languages. */
export function bundlePages(release: ReleaseInfo, written: Table[]): Map<string, string> {
  const pages = new Map<string, string>();
  for (const language of ['zh', 'en'] as const) {
    const text = say(language);
    const tables = written.map((table) => inLanguage(table, release.names, language));
    const add = (name: string, title: string, body: Markup): void => {
      pages.set(pageName(name, language), page({ release, language, name, title, body }));
    };
    const front = tables.filter(({ name }) => ON_FRONT.includes(name));
    add(
      'index',
      `${release.programme[language]} ${periodName(release.period)[language]}`,
      html`${headlinePart(release, tables, language)}${front.map((table) => tablePart(table, language, 'front'))}
<section><h2>${text('tables')}</h2><ul>${tables.map(
        ({ name, title }) => html`<li><a href="${pageName(name, language)}">${title[language]}</a></li>`,
      )}<li><a href="${pageName('definitions', language)}">${text('definitions')}</a></li><li><a href="datapackage.json">datapackage.json</a></li></ul></section>`,
    );
    for (const table of tables) add(table.name, table.title[language], tablePart(table, language, 'page'));
    add('definitions', text('definitions'), html`${tables.map((table) => definitionsPart(table, language))}`);
  }
  return pages;
}
