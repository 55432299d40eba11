import { type Language, type ReleaseInfo, releaseName } from '@skill-ledger/contracts';
import { html, type Markup, NOTHING } from './html.ts';
import { say } from './page-texts.ts';

interface Content {
  release: ReleaseInfo;
  language: Language;
  /** Without language and ending. */
  name: string;
  title: string;
  body: Markup;
}

/** A whole page: it reads without script; type size and contrast are switched by style alone. */
export function page({ release, language, name, title, body }: Content): string {
  const text = say(language);
  const own = (one: string): string => (language === 'zh' ? `${one}.html` : `${one}.en.html`);
  const other = language === 'zh' ? `${name}.en.html` : `${name}.html`;
  const fact = (label: string, value: string): Markup => html`<div><dt>${label}</dt><dd>${value}</dd></div>`;
  return html`<!doctype html>
<html lang="${language === 'zh' ? 'zh-CN' : 'en'}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · ${releaseName(release.id)[language]}</title><link rel="stylesheet" href="style.css"></head>
<body><a class="skip" href="#content">${text('skip')}</a>
<main class="switches"><input type="checkbox" id="large"><label for="large">${text('large')}</label><input type="checkbox" id="contrast"><label for="contrast">${text('contrast')}</label><div class="page">
<header><p><a href="${own('index')}">${release.programme[language]}</a> · <a href="${other}" lang="${language === 'zh' ? 'en' : 'zh-CN'}">${text('other')}</a></p></header>
<h1 id="content" tabindex="-1">${title}</h1>
<dl class="facts">${fact(text('indexNumber'), release.id)}${fact(text('publisher'), release.city[language])}${fact(
    text('publishedAt'),
    release.publishedAt?.slice(0, 10) ?? text('unpublished'),
  )}${fact(text('validity'), release.publishedAt === null ? text('draft') : text('inForce'))}${fact(
    text('period'),
    `${release.from} – ${release.to}`,
  )}${fact(text('asOf'), release.asOf)}${
    release.supersedes === null
      ? NOTHING
      : fact(text('supersedes'), releaseName(release.supersedes)[language])
  }</dl>${release.note === null ? NOTHING : html`<p><strong>${text('note')}</strong> ${release.note}</p>`}
${body}<footer><p>${release.decree} · ${releaseName(release.id)[language]}</p></footer></div></main></body></html>
`.text;
}
