import { type ClassWay, dayInShanghai, type Language } from '@skill-ledger/contracts';
import { html, type Markup, NOTHING } from '../releases/html.ts';
import { sitePage } from './frame.ts';
import type { Published } from './published-bundles.ts';
import { figure } from './shown.ts';
import { siteText } from './site-texts.ts';

/** The query as it was entered, and its result. */
export interface TrackContent {
  asked: { class: string; start: string } | null;
  way: ClassWay | null;
  /** The day that steps are compared with, YYYY-MM-DD. */
  today?: string;
}

/** The page that shows the progress of a class, for readers who know its number and first day. It reads no bundle. */
export function trackPage(published: Published, language: Language, content: TrackContent): string {
  const text = siteText(language);
  const { asked, way, today = dayInShanghai() } = content;
  const failed = asked !== null && way === null;
  const body = html`<p class="lead" data-aloud>${text('trackWhy')}</p>
<form method="get" class="form">${field('class', text('classNumber'), 'text', asked?.class, failed)}${field('start', text('startsOn'), 'date', asked?.start, failed)}<p><button type="submit">${text('ask')}</button></p></form>
${failed ? html`<p class="notice" id="failed" role="alert">${text('trackFailed')}</p>` : NOTHING}${way ? wayOf(way, language, today) : NOTHING}`;
  return sitePage({
    published,
    release: null,
    language,
    address: 'track',
    title: text('trackTitle'),
    live: { date: today, validity: text('liveValidity'), footer: text('liveFooter') },
    body,
    here: 'track',
  });
}

const field = (
  name: string,
  label: string,
  type: string,
  value: string | undefined,
  failed: boolean,
): Markup =>
  html`<p><label for="${name}">${label}</label><input id="${name}" name="${name}" type="${type}" value="${value ?? ''}" required maxlength="64" autocomplete="off"${failed ? html` aria-describedby="failed"` : NOTHING}></p>`;

function wayOf(way: ClassWay, language: Language, today: string): Markup {
  const text = siteText(language);
  const { notice, payment, standard } = way;
  const steps = [
    { name: text('started'), days: way.startsOn, state: stateOf(way.startsOn, way.startsOn, today) },
    { name: text('ended'), days: way.endsOn, state: stateOf(way.endsOn, way.endsOn, today) },
    { name: text('notice'), days: spanOf(notice), state: stateOf(notice?.from, notice?.until, today) },
    { name: text('payment'), days: spanOf(payment), state: stateOf(payment?.from, payment?.until, today) },
  ];
  const items = steps.map(
    ({ name, days, state }) =>
      html`<li class="${state}"><strong>${MARKS[state]} ${name}</strong> ${days ?? ''} <span class="quiet">${text(state)}</span></li>`,
  );
  const line = (label: string, value: Markup | string): Markup =>
    html`<div><dt>${label}</dt><dd>${value}</dd></div>`;
  const yuan = text('yuan');
  return html`<section aria-labelledby="way"><h2 id="way">${way.class}</h2><ol class="steps">${items}</ol><dl class="defined">${line(text('institution'), way.institution)}${line(text('mode'), way.mode)}${line(
    text('standard'),
    `${standard.code} ${standard.name ?? ''}${standard.amount === null ? '' : ` ${standard.amount} ${yuan}`}`,
  )}${line(text('payees'), figure('count', String(way.payees), language))}${line(text('paidOut'), html`${figure('yuan', way.paid, language)} ${yuan}`)}${line(text('pending'), html`${figure('yuan', way.pending, language)} ${yuan}`)}</dl></section>`;
}

type State = 'done' | 'running' | 'waiting';
const MARKS: Record<State, string> = { done: '●', running: '◐', waiting: '○' };

const spanOf = (span: ClassWay['notice']): string | undefined =>
  span === null ? undefined : span.from === span.until ? span.from : `${span.from} – ${span.until}`;

function stateOf(from: string | undefined, until: string | undefined, today: string): State {
  if (from === undefined || until === undefined || today < from) return 'waiting';
  return from !== until && today <= until ? 'running' : 'done';
}
