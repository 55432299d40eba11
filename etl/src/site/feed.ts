import {
  type Language,
  Language as Languages,
  type PublishedRelease,
  releaseName,
} from '@skill-ledger/contracts';
import { html, type Markup, NOTHING } from '../releases/html.ts';
import { pageFile } from './frame.ts';
import type { Published } from './published-bundles.ts';
import { publisherOf, siteText } from './site-texts.ts';

/** An Atom feed of publications, revisions and withdrawals, in each language. @param base address of the site, ended by /; links are relative where there is none */
export function feeds(published: Published, base: string): Map<string, string> {
  return new Map(Languages.options.map((language) => [feedFile(language), feed(published, base, language)]));
}

const feedFile = (language: Language): string => (language === 'zh' ? 'feed.xml' : 'feed.en.xml');

function feed({ releases, withdrawn, current }: Published, base: string, language: Language): string {
  const text = siteText(language);
  const info = (current ?? releases[0])?.info;
  const entries = [...releases.map(({ entry }) => entry), ...withdrawn].sort((a, b) =>
    timeOf(b).localeCompare(timeOf(a)),
  );
  const items = entries.map((entry) => item(entry, base, language));
  return html`${XML}
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${language === 'zh' ? 'zh-CN' : 'en'}"><id>urn:skill-ledger:releases</id><title>${info?.programme[language] ?? text('site')} · ${text('site')}</title><updated>${entries[0] ? timeOf(entries[0]) : NEVER}</updated><author><name>${publisherOf(info?.city, language)}</name></author><link rel="self" href="${base}${feedFile(language)}"/><link href="${base}${pageFile('index', language)}"/>${items}
</feed>
`.text;
}

/** Entry of a feed before the first publication: a feed must have one. */
const NEVER = '1970-01-01T00:00:00Z';
const XML: Markup = html`<?xml version="1.0" encoding="utf-8"?>`;

const timeOf = ({ publishedAt, withdrawnAt }: PublishedRelease): string => withdrawnAt ?? publishedAt;

function item(entry: PublishedRelease, base: string, language: Language): Markup {
  const text = siteText(language);
  const isGone = entry.state === 'withdrawn';
  const words = isGone ? entry.reason : entry.note;
  const state = isGone ? 'withdrawn' : entry.supersededBy === null ? 'inForce' : 'superseded';
  return html`
<entry><id>urn:skill-ledger:release:${entry.id}</id><title>${releaseName(entry.id)[language]} · ${text(state)}</title><published>${entry.publishedAt}</published><updated>${timeOf(entry)}</updated><link href="${base}${pageFile(`${entry.id}/index`, language)}"/><summary>${entry.from} – ${entry.asOf}${words === null ? NOTHING : html` · ${words}`}</summary></entry>`;
}
