import {
  type Language,
  Language as Languages,
  type PublishedRelease,
  periodName,
  releaseName,
} from '@skill-ledger/contracts';
import { html, type Markup, NOTHING } from '../releases/html.ts';
import { calendarPage, milestones, upcoming } from './calendar.ts';
import { definitionsOf } from './definitions.ts';
import { dayOf, days, linkTo, pageFile, sitePage, type TopPage } from './frame.ts';
import { overview } from './overview.ts';
import { type PublicRelease, type Published, releaseIn } from './published-bundles.ts';
import { searchPage } from './search-page.ts';
import { siteText } from './site-texts.ts';

/** The pages about all releases, by file. @param today YYYY-MM-DD: the day on which delays are counted */
export function topPages(published: Published, today: string): Map<string, string> {
  const pages = new Map<string, string>();
  for (const language of Languages.options) {
    const text = siteText(language);
    const current = published.current && releaseIn(published.current, language);
    const all = milestones(published, today);
    const add = (address: TopPage | 'index', title: string, body: Markup): void => {
      const here = address === 'index' ? 'home' : address;
      pages.set(
        pageFile(address, language),
        sitePage({ published, release: null, language, address, title, body, here }),
      );
    };
    const front = current
      ? html`${overview(current, language, 'index')}${latest(published, language)}${upcoming(all, language)}`
      : html`<p class="lead" data-aloud>${text('nothingYetWhy')}</p>${latest(published, language)}`;
    add('index', current ? titleOf(current, language) : text('nothingYet'), front);
    add('releases', text('releases'), releaseList(published, language));
    add('calendar', text('calendar'), calendarPage(published, language, today));
    add('definitions', text('definitions'), current ? definitionsOf(current, language) : NOTHING);
    add('downloads', text('downloads'), downloads(published, language));
    add('search', text('search'), current ? searchPage(current, language) : NOTHING);
  }
  return pages;
}

/** 资金使用与完成情况 · 2021 年上半年 */
const titleOf = ({ entry }: PublicRelease, language: Language): string => {
  const period = periodName(entry.period)[language];
  return language === 'zh' ? `资金使用与完成情况 · ${period}` : `Use of funds and progress · ${period}`;
};

function latest({ releases, withdrawn }: Published, language: Language): Markup {
  const text = siteText(language);
  const events = [...releases.map(({ entry }) => entry), ...withdrawn].sort((a, b) =>
    timeOf(b).localeCompare(timeOf(a)),
  );
  if (events.length === 0) return NOTHING;
  const items = events
    .slice(0, 5)
    .map(
      (one) =>
        html`<li>${dayOf(timeOf(one))} <a href="${linkTo('index', `${one.id}/index`, language)}">${releaseName(one.id)[language]}</a> ${standOf(one, language)}</li>`,
    );
  return html`<section><h2>${text('latest')}</h2><ul class="list">${items}</ul><p class="more"><a href="${linkTo('index', 'releases', language)}">${text('releases')}</a></p></section>`;
}

/** When a release last changed publicly. */
const timeOf = ({ publishedAt, withdrawnAt }: PublishedRelease): string => withdrawnAt ?? publishedAt;

const standOf = ({ state, supersededBy }: PublishedRelease, language: Language): string =>
  siteText(language)(state === 'withdrawn' ? 'withdrawn' : supersededBy === null ? 'inForce' : 'superseded');

/** Every release ever published, with its address. */
function releaseList({ releases, withdrawn }: Published, language: Language): Markup {
  const text = siteText(language);
  const entries = [...releases.map(({ entry }) => entry), ...withdrawn].sort((a, b) =>
    b.publishedAt.localeCompare(a.publishedAt),
  );
  const rows = entries.map(
    (one) =>
      html`<tr><th scope="row"><a href="${linkTo('releases', `${one.id}/index`, language)}">${releaseName(one.id)[language]}</a></th><td>${days(one.from, one.to)}</td><td class="d">${one.asOf}</td><td class="d">${dayOf(one.publishedAt)}</td><td>${standOf(one, language)}${one.supersededBy === null ? '' : html` → <a href="${linkTo('releases', `${one.supersededBy}/index`, language)}">${releaseName(one.supersededBy)[language]}</a>`}</td><td>${one.reason ?? one.note ?? ''}</td></tr>`,
  );
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${text('releases')}"><table><thead><tr><th scope="col">${text('release')}</th><th scope="col">${text('period')}</th><th scope="col">${text('asOf')}</th><th scope="col">${text('publishedAt')}</th><th scope="col">${text('validity')}</th><th scope="col">${text('note')}</th></tr></thead><tbody>${rows}</tbody></table></div>`;
}

const kilobytes = (bytes: number): string => `${(bytes / 1000).toFixed(1)} kB`;

/** The files of each release with their digests. */
function downloads({ releases }: Published, language: Language): Markup {
  const text = siteText(language);
  const parts = releases.map(({ entry, files }) => {
    const rows = files
      .filter(({ name }) => name.startsWith('data/') || name.endsWith('.json'))
      .map(
        ({ name, bytes, sha256 }) =>
          html`<tr><th scope="row"><a href="${entry.id}/${name}">${name.replace('data/', '')}</a></th><td class="n">${kilobytes(bytes)}</td><td><code class="digest">${sha256}</code></td></tr>`,
      );
    return html`<section><h2 id="${entry.id}">${releaseName(entry.id)[language]} · ${standOf(entry, language)}</h2><p><a href="${entry.id}/${entry.id}.zip">${text('wholeBundle')}</a></p><details><summary>${text('file')} (${rows.length})</summary><div class="scroll" tabindex="0" role="region" aria-label="${releaseName(entry.id)[language]}"><table><thead><tr><th scope="col">${text('file')}</th><th scope="col" class="n">${text('size')}</th><th scope="col">${text('digest')}</th></tr></thead><tbody>${rows}</tbody></table></div></details></section>`;
  });
  return html`<p class="lead" data-aloud>${text('downloadsWhy')}</p><p><a href="datapackage.json">datapackage.json</a></p>${parts}<section><h2>${text('api')}</h2><p>${text('apiWhy')}</p></section>`;
}

/** The page at the address of a withdrawn release: the reason. */
export function tombstones(published: Published, entry: PublishedRelease): Map<string, string> {
  const pages = new Map<string, string>();
  for (const language of Languages.options) {
    const text = siteText(language);
    const address = `${entry.id}/index`;
    const body = html`<p class="notice"><strong>${text('withdrawn')}</strong> ${text('reason')}: ${entry.reason ?? ''}</p><p>${text('withdrawnWhy')}</p><p><a href="${linkTo(address, 'releases', language)}">${text('releases')}</a></p>`;
    const withdrawnOn = dayOf(timeOf(entry));
    const title = `${text('withdrawnTitle')} · ${releaseName(entry.id)[language]}`;
    pages.set(
      pageFile(address, language),
      sitePage({ published, release: null, language, address, title, body, withdrawnOn }),
    );
  }
  return pages;
}
