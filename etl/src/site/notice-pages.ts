import {
  dayInShanghai,
  type Language,
  NOTICE_SCOPE_LABELS,
  type NoticeRow,
  type NoticeState,
  type NoticeSummary,
  OBJECTION_STATE_LABELS,
  type ObjectionState,
} from '@skill-ledger/contracts';
import { html, type Markup, NOTHING } from '../releases/html.ts';
import { linkTo, sitePage } from './frame.ts';
import { noticeText } from './notice-texts.ts';
import type { Published } from './published-bundles.ts';
import { figure } from './shown.ts';

/** The public facts of a notice besides its list. */
export type PublicNotice = Pick<
  NoticeSummary,
  'id' | 'scope' | 'startsOn' | 'endsOn' | 'days' | 'clause' | 'rows' | 'persons' | 'amount' | 'daysLeft'
> & { state: NoticeState; stopReason: string | null; objections: { all: number; upheld: number } };

type PublicRow = Omit<NoticeRow, 'nth' | 'payout'> & { key: string };

interface Frame {
  published: Published;
  language: Language;
}

const page = ({ published, language }: Frame, address: string, title: string, body: Markup, date: string) =>
  sitePage({
    ...{ published, release: null, language, address, title, body, here: 'notices' },
    live: { date, validity: noticeText(language)('valid'), footer: noticeText(language)('footer') },
  });

/** The page that lists what is shown now, and the counts of what was. */
export function noticesPage(frame: Frame, notices: PublicNotice[]): string {
  const { language } = frame;
  const text = noticeText(language);
  const running = notices.filter(({ state }) => state === 'running');
  const over = notices.filter(({ state }) => state !== 'running');
  const head = ['number', 'scope', 'days'] as const;
  const counts = ['rows', 'persons', 'amount'] as const;
  const listed = (
    label: string,
    own: PublicNotice[],
    last: Markup,
    cells: (notice: PublicNotice) => Markup,
  ): Markup =>
    scroll(
      label,
      html`<thead><tr>${head.map((name) => html`<th scope="col">${text(name)}</th>`)}${counts.map((name) => html`<th scope="col" class="n">${text(name)}</th>`)}${last}</tr></thead><tbody>${own.map((notice) => html`<tr>${cells(notice)}</tr>`)}</tbody>`,
    );
  const common = (notice: PublicNotice, name: Markup | string): Markup =>
    html`<th scope="row">${name}</th><td>${scopeOf(notice, language)}</td><td>${spanOf(notice)}</td>${countsOf(notice, language)}`;
  const shown =
    running.length === 0
      ? html`<p>${text('noneRunning')}</p>`
      : listed(
          text('running'),
          running,
          html`<th scope="col">${text('left')}</th>`,
          (notice) =>
            html`${common(notice, html`<a href="${linkTo('notices', `notices/${notice.id}`, language)}">${notice.id}</a>`)}<td>${leftOf(notice, language)}</td>`,
        );
  const gone =
    over.length === 0
      ? NOTHING
      : html`<h2>${text('over')}</h2><p>${text('overWhy')}</p>${listed(
          text('over'),
          over,
          html`<th scope="col">${text('objections')}</th><th scope="col">${text('state')}</th>`,
          (notice) =>
            html`${common(notice, notice.id)}<td>${objectionsOf(notice, language)}</td><td>${stateOf(notice, language)}</td>`,
        )}`;
  const body = html`<p class="lead" data-aloud>${text('why')}</p><h2>${text('running')}</h2>${shown}<p><a href="${linkTo('notices', 'notices/answers', language)}">${text('readAnswer')}</a></p>${gone}`;
  return page(frame, 'notices', text('title'), body, dayInShanghai());
}

/** A search of a list as it was entered, and its result. */
export interface ListSearch {
  asked: { name: string; last4: string; class: string };
  outcome: 'invalid' | 'many' | 'found';
  rows: PublicRow[];
}

/** A current list: its days, the search form, and the rows found. */
export function noticePage(frame: Frame, notice: PublicNotice, search: ListSearch | null): string {
  const { language } = frame;
  const text = noticeText(language);
  const address = `notices/${notice.id}`;
  const objectTo = (key?: string): string =>
    `${linkTo(address, `notices/objections/${notice.id}`, language)}${key === undefined ? '' : `?row=${key}`}`;
  const asked = search?.asked;
  const problem = search?.outcome === 'invalid' ? 'needKey' : search?.outcome === 'many' ? 'many' : undefined;
  const found = !search || problem ? NOTHING : resultsOf(search.rows, language, objectTo);
  const body = html`${standing(notice, language)}
<h2>${text('search')}</h2><p>${text('searchWhy')}</p>
<form method="post" class="form" autocomplete="off">${field('name', text('name'), asked?.name, problem !== undefined)}${field('last4', text('last4'), asked?.last4, problem !== undefined, 4)}${field('class', text('class'), asked?.class, false, 64)}<p><button type="submit">${text('ask')}</button></p></form>
${problem ? html`<p class="notice" id="failed" role="alert">${text(problem)}</p>` : NOTHING}${found}
<p><a href="${objectTo()}">${text('objectList')}</a> · <a href="${linkTo(address, 'notices/answers', language)}">${text('readAnswer')}</a> · <a href="${linkTo(address, 'notices', language)}">${text('all')}</a></p>`;
  return page(frame, address, `${text('title')} ${notice.id}`, body, notice.startsOn);
}

function resultsOf(rows: PublicRow[], language: Language, objectTo: (key: string) => string): Markup {
  const text = noticeText(language);
  if (rows.length === 0) return html`<p class="notice" role="status">${text('none')}</p>`;
  const head = html`<tr>${(['payee', 'idNumber', 'ofClass', 'project', 'level'] as const).map((name) => html`<th scope="col">${text(name)}</th>`)}<th scope="col" class="n">${text('persons')}</th><th scope="col" class="n">${text('amount')}</th><th scope="col">${text('object')}</th></tr>`;
  const lines = rows.map(
    (row) =>
      html`<tr><th scope="row">${row.name}</th><td class="n">${row.idNumber}</td><td>${row.class} ${row.className}</td><td>${row.project}</td><td>${row.level}</td><td class="n">${figure('count', String(row.persons), language)}</td><td class="n">${figure('yuan', row.amount, language)}</td><td><a href="${objectTo(row.key)}" aria-label="${text('object')}: ${row.name} ${row.idNumber.slice(-4)} ${row.class}">${text('object')}</a></td></tr>`,
  );
  return html`<h2 id="found">${text('found')}</h2>${scroll(text('found'), html`<thead>${head}</thead><tbody>${lines}</tbody>`)}`;
}

/** The subject of an objection, the entered text, and the receipt once it is filed. */
export interface ObjectionContent {
  /** Null: the whole list. */
  row: PublicRow | null;
  asked: { text: string; contact: string } | null;
  filed: { receipt: string; dueOn: string } | null;
  answerDays: number;
}

/** The form of an objection, and its receipt. */
export function objectionPage(frame: Frame, notice: PublicNotice, content: ObjectionContent): string {
  const { language } = frame;
  const text = noticeText(language);
  const address = `notices/objections/${notice.id}`;
  const back = html`<p><a href="${linkTo(address, `notices/${notice.id}`, language)}">${text('back')}</a></p>`;
  const title = `${text('objectTitle')} · ${notice.id}`;
  const { row, asked, filed } = content;
  if (filed) {
    const answers = linkTo(address, 'notices/answers', language);
    const body = html`<p class="lead" role="status">${text('received')}</p>${defined([
      [text('receipt'), html`<strong class="receipt">${filed.receipt}</strong>`],
      [text('answerBy'), filed.dueOn],
    ])}<p>${text('keepReceipt')}</p><p><a href="${answers}">${text('readAnswer')}</a></p>${back}`;
    return page(frame, address, title, body, notice.startsOn);
  }
  const about = row
    ? `${row.name} ${row.idNumber} · ${row.class} ${row.className} · ${row.project} ${row.level} · ${row.amount}`
    : text('wholeList');
  const described = asked ? html` aria-describedby="failed"` : NOTHING;
  const body = html`<p class="lead" data-aloud>${text('objectWhy')}</p>${defined([
    [text('about'), about],
    [text('answerWithin'), String(content.answerDays)],
  ])}
${asked ? html`<p class="notice" id="failed" role="alert">${text('textFailed')}</p>` : NOTHING}
<form method="post" class="form" autocomplete="off"><input type="hidden" name="row" value="${row?.key ?? ''}"><p><label for="text">${text('text')}</label><textarea id="text" name="text" rows="6" maxlength="2000" required${described}>${asked?.text ?? ''}</textarea></p>${field('contact', text('contact'), asked?.contact, false, 200)}<p><button type="submit">${text('send')}</button></p></form>${back}`;
  return page(frame, address, title, body, notice.startsOn);
}

/** The outcome of an objection, for the holder of its receipt. */
export interface PublicAnswer {
  notice: string;
  state: ObjectionState;
  filedAt: string;
  dueOn: string;
  answer: string | null;
  answeredAt: string | null;
}

/** The page on which the holder of a receipt reads the answer. */
export function answersPage(frame: Frame, asked: string | null, found: PublicAnswer | null): string {
  const { language } = frame;
  const text = noticeText(language);
  const failed = asked !== null && found === null;
  const shown = found
    ? html`<h2>${found.notice}</h2>${defined([
        [text('state'), OBJECTION_STATE_LABELS[found.state][language]],
        [text('filedAt'), timeOf(found.filedAt)],
        found.answeredAt ? [text('answeredAt'), timeOf(found.answeredAt)] : [text('answerBy'), found.dueOn],
        ...(found.answer ? ([[text('answer'), found.answer]] as [string, string][]) : []),
      ])}`
    : NOTHING;
  const body = html`<p class="lead" data-aloud>${text('answersWhy')}</p>
<form method="post" class="form" autocomplete="off">${field('receipt', text('receipt'), asked ?? undefined, failed, 20)}<p><button type="submit">${text('ask')}</button></p></form>
${failed ? html`<p class="notice" id="failed" role="alert">${text('answersFailed')}</p>` : NOTHING}${shown}
<p><a href="${linkTo('notices/answers', 'notices', language)}">${text('all')}</a></p>`;
  return page(frame, 'notices/answers', text('answersTitle'), body, dayInShanghai());
}

/** The counts that remain of a list that has ended. */
export function gonePage(frame: Frame, notice: PublicNotice): string {
  const { language } = frame;
  const text = noticeText(language);
  const address = `notices/${notice.id}`;
  const isStopped = notice.state === 'stopped';
  const body = html`<p class="lead" data-aloud>${text(isStopped ? 'stoppedWhy' : 'goneWhy')}</p>${
    notice.stopReason === null ? NOTHING : html`<p>${text('reason')}: ${notice.stopReason}</p>`
  }${defined([
    ...factsOf(notice, language),
    [text('objections'), objectionsOf(notice, language)],
  ])}<p><a href="${linkTo(address, 'notices', language)}">${text('all')}</a></p>`;
  return page(frame, address, `${text('title')} ${notice.id}`, body, notice.startsOn);
}

const standing = (notice: PublicNotice, language: Language): Markup => {
  const text = noticeText(language);
  return html`<p class="lead" data-aloud>${text('left')} ${leftOf(notice, language)}</p>${defined(factsOf(notice, language))}<p class="quiet">${text('clock')} · ${notice.clause}</p>`;
};

const factsOf = (notice: PublicNotice, language: Language): [string, Markup | string][] => {
  const text = noticeText(language);
  return [
    [text('scope'), scopeOf(notice, language)],
    [text('days'), `${spanOf(notice)} (${notice.days} ${text('workingDays')})`],
    [text('rows'), figure('count', String(notice.rows), language)],
    [text('persons'), figure('count', String(notice.persons), language)],
    [text('amount'), figure('yuan', notice.amount, language)],
  ];
};

const timeOf = (instant: string): string => instant.slice(0, 16).replace('T', ' ');
const spanOf = ({ startsOn, endsOn }: PublicNotice): string => `${startsOn} – ${endsOn}`;
const scopeOf = ({ scope }: PublicNotice, language: Language): string =>
  `${NOTICE_SCOPE_LABELS[scope.kind][language]} ${scope.value}`;
const stateOf = ({ state }: PublicNotice, language: Language): string =>
  noticeText(language)(state === 'stopped' ? 'stopped' : 'ended');
const countsOf = ({ rows, persons, amount }: PublicNotice, language: Language): Markup =>
  html`<td class="n">${figure('count', String(rows), language)}</td><td class="n">${figure('count', String(persons), language)}</td><td class="n">${figure('yuan', amount, language)}</td>`;

function leftOf({ daysLeft }: PublicNotice, language: Language): string {
  const text = noticeText(language);
  return daysLeft === 0 ? text('lastDay') : `${daysLeft ?? 0} ${text('workingDays')}`;
}

function objectionsOf({ objections: { all, upheld } }: PublicNotice, language: Language): string {
  return upheld === 0 ? String(all) : `${all} (${noticeText(language)('upheld')} ${upheld})`;
}

const defined = (lines: [string, Markup | string][]): Markup =>
  html`<dl class="defined">${lines.map(([label, value]) => html`<div><dt>${label}</dt><dd>${value}</dd></div>`)}</dl>`;

const scroll = (label: string, table: Markup): Markup =>
  html`<div class="scroll" tabindex="0" role="region" aria-label="${label}"><table>${table}</table></div>`;

const field = (name: string, label: string, value: string | undefined, failed: boolean, most = 100): Markup =>
  html`<p><label for="${name}">${label}</label><input id="${name}" name="${name}" type="text" value="${value ?? ''}" maxlength="${most}" autocomplete="off"${failed ? html` aria-describedby="failed"` : NOTHING}></p>`;
