import { type Language, periodName } from '@skill-ledger/contracts';
import { html, type Markup, NOTHING } from '../releases/html.ts';
import { dayOf, days, linkTo } from './frame.ts';
import type { Published } from './published-bundles.ts';
import { siteText } from './site-texts.ts';

/** A period that is published, with its first publication against the due date. */
export interface Milestone {
  period: string;
  from: string;
  to: string;
  dueOn: string;
  /** Day of its first publication; null before it. */
  publishedOn: string | null;
  /** The revision in force, if one is. */
  release: string | null;
  state: 'onTime' | 'late' | 'overdue' | 'awaited';
  /** Calendar days after the due date. */
  daysLate: number;
}

const MS_A_DAY = 86_400_000;

/** Every period of the schedule of the release in force, earliest due date first. @param today YYYY-MM-DD */
export function milestones({ releases, withdrawn, current }: Published, today: string): Milestone[] {
  const entries = [...releases.map(({ entry }) => entry), ...withdrawn];
  return [...(current?.info.schedule?.periods ?? [])]
    .sort((a, b) => a.dueOn.localeCompare(b.dueOn))
    .map(({ period, from, to, dueOn }) => {
      const own = entries.filter((entry) => entry.period === period);
      const publishedOn = own.map(({ publishedAt }) => dayOf(publishedAt)).sort()[0] ?? null;
      const until = publishedOn ?? today;
      const isLate = until > dueOn;
      return {
        period,
        from,
        to,
        dueOn,
        publishedOn,
        release: own.find((one) => one.state === 'published' && one.supersededBy === null)?.id ?? null,
        state: publishedOn === null ? (isLate ? 'overdue' : 'awaited') : isLate ? 'late' : 'onTime',
        daysLate: isLate ? (Date.parse(until) - Date.parse(dueOn)) / MS_A_DAY : 0,
      };
    });
}

const MARKS = { onTime: '●', late: '▼', overdue: '■', awaited: '○' } as const;

/** Publication dates: past ones, late ones, and the next. */
export function calendarPage(published: Published, language: Language, today: string): Markup {
  const all = milestones(published, today);
  const schedule = published.current?.info.schedule;
  if (!schedule) return NOTHING;
  const text = siteText(language);
  const rows = all.map((one) => {
    const name =
      one.release === null
        ? periodName(one.period)[language]
        : html`<a href="${linkTo('calendar', `${one.release}/index`, language)}">${periodName(one.period)[language]}</a>`;
    return html`<tr><th scope="row">${name}</th><td>${days(one.from, one.to)}</td><td class="d">${one.dueOn}</td><td class="d">${one.publishedOn ?? '–'}</td><td class="d ${one.state}">${stateOf(one, language)}</td></tr>`;
  });
  return html`<p class="lead" data-aloud>${text('calendarWhy')} ${schedule.dueDays} ${text('calendarDays')}<span class="clause">${text('clause')} ${schedule.clause}</span></p><div class="scroll" tabindex="0" role="region" aria-label="${text('calendar')}"><table><thead><tr><th scope="col">${text('period')}</th><th scope="col">${text('daysOf')}</th><th scope="col">${text('dueOn')}</th><th scope="col">${text('publishedAt')}</th><th scope="col">${text('state')}</th></tr></thead><tbody>${rows}</tbody></table></div><p class="quiet">${text('standAt')}: ${today}</p>`;
}

const stateOf = ({ state, daysLate }: Milestone, language: Language): Markup => {
  const text = siteText(language);
  return html`${MARKS[state]} ${text(state)}${daysLate > 0 ? ` ${daysLate} ${text('days')}` : ''}`;
};

/** The next periods to be published, and those that are overdue. */
export function upcoming(all: Milestone[], language: Language): Markup {
  const next = all.filter(({ state }) => state === 'overdue' || state === 'awaited').slice(0, 4);
  if (next.length === 0) return NOTHING;
  const text = siteText(language);
  const items = next.map(
    (one) =>
      html`<li><strong>${periodName(one.period)[language]}</strong> ${text('dueOn')} ${one.dueOn} <span class="${one.state}">${stateOf(one, language)}</span></li>`,
  );
  return html`<section><h2>${text('upcoming')}</h2><ul class="list">${items}</ul><p class="more"><a href="${linkTo('index', 'calendar', language)}">${text('calendar')}</a></p></section>`;
}
