import { type Bilingual, dayInShanghai, type Language, releaseName } from '@skill-ledger/contracts';
import { html, type Markup, NOTHING } from '../releases/html.ts';
import type { PublicRelease, Published, Service } from './published-bundles.ts';
import { publisherOf, siteText } from './site-texts.ts';
import { type Theme, themesOf } from './themes.ts';

/** Pages at the top of the site, as its menu has them. */
const TOP_PAGES = ['releases', 'calendar', 'definitions', 'downloads', 'search'] as const;
export type TopPage = (typeof TOP_PAGES)[number];

export interface PageContent {
  published: Published;
  /** The release the page is about; null for pages about all of them. */
  release: PublicRelease | null;
  language: Language;
  /** Address inside the site without language and ending: `calendar`, `2021H1-r1/months`. */
  address: string;
  title: string;
  body: Markup;
  /** The entry of the menu that is open. */
  here?: TopPage | Theme | Service | 'home' | undefined;
  /** What replaces the facts of a release where it was withdrawn. */
  withdrawnOn?: string | undefined;
  /** The page is about ledgers or lists as they are, not about a release. */
  live?: LivePage;
}

/** Replaces the facts of a release on a page. */
interface LivePage {
  /** Day it was published; of a page that is read anew each time, today. */
  date: string;
  validity: string;
  footer: string;
}

/** File of a page in a language: Chinese is first, and without a mark. */
export const pageFile = (address: string, language: Language): string =>
  language === 'zh' ? `${address}.html` : `${address}.en.html`;

/** Link to a page from another; both by their address in the site. */
export const linkTo = (from: string, to: string, language: Language): string =>
  `${up(from)}${pageFile(to, language)}`;
const up = (from: string): string => '../'.repeat(from.split('/').length - 1);

/** The day of a time, in Shanghai. */
export const dayOf = (time: string): string => dayInShanghai(new Date(time));

/** From one day to another; each day stays on one line. */
export const days = (from: string, to: string): Markup =>
  html`<span class="d">${from} –</span> <span class="d">${to}</span>`;

/** Text in the language of the page, or of the site if there is no release yet. */
const programmeOf = ({ published: { current, releases } }: PageContent): Bilingual =>
  (current ?? releases[0])?.info.programme ?? { zh: '信息公开', en: 'Public disclosure' };

/** A whole page. It reads without script; type size and contrast are switched by style alone. */
export function sitePage(content: PageContent): string {
  const { language, address, title, body } = content;
  const text = siteText(language);
  const top = up(address);
  const programme = programmeOf(content)[language];
  const otherLanguage = language === 'zh' ? 'en' : 'zh';
  const toggle = (id: 'large' | 'contrast'): Markup =>
    html`<label class="tool" for="${id}">${text(id)}</label>`;
  return html`<!doctype html>
<html lang="${language === 'zh' ? 'zh-CN' : 'en'}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · ${programme}</title><link rel="icon" href="data:,"><link rel="stylesheet" href="${top}site.css"><link rel="alternate" type="application/atom+xml" href="${top}${language === 'zh' ? 'feed.xml' : 'feed.en.xml'}"><script src="${top}site.js" defer></script></head>
<body><main id="top"><input type="checkbox" id="large" aria-label="${text('large')}"><input type="checkbox" id="contrast" aria-label="${text('contrast')}"><div class="page">
<a class="skip" href="#content">${text('skip')}</a>
<div class="head"><p class="brand"><a class="name" href="${linkTo(address, 'index', language)}">${programme}</a><span>${text('site')}</span></p>
<p class="tools">${toggle('large')}${toggle('contrast')}<button class="tool" type="button" data-do="print" hidden>${text('print')}</button><button class="tool" type="button" data-do="aloud" hidden>${text('aloud')}</button><a class="tool" href="${linkTo(address, address, otherLanguage)}" lang="${otherLanguage === 'zh' ? 'zh-CN' : 'en'}">${text('other')}</a></p></div>
${menu(content)}
<h1 id="content" tabindex="-1">${title}</h1>
${facts(content)}${standing(content)}
${body}
<div class="foot"><p>${content.live?.footer ?? text('footer')}</p><p><a href="${top}${language === 'zh' ? 'feed.xml' : 'feed.en.xml'}">${text('feed')}</a></p></div></div></main></body></html>
`.text;
}

function menu({ published, release, language, address, here }: PageContent): Markup {
  const text = siteText(language);
  const shown = release ?? published.current;
  const entry = (name: TopPage | Theme | Service | 'home', to: string): Markup =>
    html`<li><a${name === 'home' ? html` class="first"` : NOTHING} href="${linkTo(address, to, language)}"${here === name ? html` aria-current="${address === to ? 'page' : 'true'}"` : NOTHING}>${text(name)}</a></li>`;
  const themes = shown
    ? [...themesOf(shown)].map(([theme, [first]]) => entry(theme, `${shown.entry.id}/${first?.name}`))
    : [];
  return html`<nav aria-label="${text('menu')}"><ul>${entry('home', 'index')}${themes}${published.services.map((name) => entry(name, name))}${TOP_PAGES.map((name) => entry(name, name))}</ul></nav>`;
}

/** 索引号、发布机构、日期、有效性: of the release, or of the one in force on pages about all. */
function facts({ published, release, language, address, withdrawnOn, live }: PageContent): Markup {
  const text = siteText(language);
  const one = (label: string, value: string): Markup => html`<div><dt>${label}</dt><dd>${value}</dd></div>`;
  const about = release ?? published.current ?? published.releases[0];
  const publisher = one(text('publisher'), publisherOf(about?.info.city, language));
  if (withdrawnOn !== undefined) {
    const id = address.split('/')[0] ?? address;
    return html`<dl class="facts">${one(text('indexNumber'), id)}${publisher}${one(text('withdrawnOn'), withdrawnOn)}${one(text('validity'), text('withdrawn'))}</dl>`;
  }
  if (live) {
    return html`<dl class="facts">${one(text('indexNumber'), address)}${publisher}${one(text('publishedAt'), live.date)}${one(text('validity'), live.validity)}</dl>`;
  }
  if (!about) return html`<dl class="facts">${publisher}</dl>`;
  const { entry, info } = about;
  return html`<dl class="facts">${one(text('indexNumber'), release ? address : `${entry.id}/${address}`)}${publisher}${one(
    text('publishedAt'),
    dayOf(entry.publishedAt),
  )}${one(text('validity'), text(entry.supersededBy === null ? 'inForce' : 'superseded'))}${one(
    text('period'),
    `${info.from} – ${info.to}`,
  )}${one(text('asOf'), info.asOf)}</dl>`;
}

/** Notes at the top: that a newer revision is in force, and what this one changed. */
function standing({ release, language, address }: PageContent): Markup {
  if (!release) return NOTHING;
  const text = siteText(language);
  const { id, supersededBy, supersedes, note, difference } = release.entry;
  const link = (to: string): Markup =>
    html`<a href="${linkTo(address, `${to}/index`, language)}">${releaseName(to)[language]}</a>`;
  return html`${
    supersededBy === null
      ? NOTHING
      : html`<p class="notice"><strong>${text('superseded')}</strong> ${text('supersededBy')} ${link(supersededBy)}</p>`
  }${
    supersedes === null
      ? NOTHING
      : html`<p class="notice quiet">${text('supersedes')} ${link(supersedes)}${note === null ? NOTHING : html` · ${text('note')}: ${note}`}${
          difference.length === 0
            ? NOTHING
            : html` · <a href="${linkTo(address, `${id}/changes`, language)}">${text('changes')} (${difference.length})</a>`
        }</p>`
  }`;
}
