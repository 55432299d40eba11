import type { Language } from '@skill-ledger/contracts';
import { HEADLINE_FIGURES } from '../releases/headline-figures.ts';
import { html, type Markup, NOTHING } from '../releases/html.ts';
import { figureField } from '../releases/table-spec.ts';
import { bar } from './bars.ts';
import { linkTo } from './frame.ts';
import type { PublicRelease } from './published-bundles.ts';
import { figure, inRoundUnits, rounded, shownValue } from './shown.ts';
import { siteText, unitOf } from './site-texts.ts';
import { drawingOf, fileLinks, tableView } from './table-view.ts';
import { shortTitle, themesOf } from './themes.ts';

/** Tables that stand on the first page of a release. */
const ON_FRONT = ['funds_by_source', 'progress_by_domain', 'months'];

/** The headline of a release by figure: decimal texts, null where a figure does not exist. */
export type Headline = (name: string) => string | null;
const headlineOf = ({ tables }: PublicRelease): Headline => {
  const values = new Map(tables.get('headline')?.rows.map(({ figure: id, value }) => [id, value ?? null]));
  return (name) => values.get(name) ?? null;
};

/** A release in one sentence, three figures, the table of its funds by source, then the rest. */
export function overview(release: PublicRelease, language: Language, address: string): Markup {
  const { entry, tables } = release;
  const text = siteText(language);
  const read = headlineOf(release);
  const to = (page: string): string => linkTo(address, `${entry.id}/${page}`, language);
  const parts = ON_FRONT.flatMap((name) => {
    const table = tables.get(name);
    if (!table) return [];
    const more = html`<p class="more"><a href="${to(name)}">${table.title[language]} · ${text('more')}</a></p>`;
    const body = name === 'months' ? NOTHING : tableView(table, language, { notesOn: false });
    return [
      html`<section><h2>${table.title[language]}</h2>${drawingOf(table, language)}${body}${more}</section>`,
    ];
  });
  const lists = [...themesOf(release)].map(
    ([theme, own]) =>
      html`<li><strong>${text(theme)}</strong> ${own.map(
        ({ name, title }) => html`<a href="${to(name)}">${shortTitle(title[language])}</a> `,
      )}</li>`,
  );
  return html`<p class="lead" data-aloud>${sentence(release, read, language)}</p>${cards(read, language)}${parts}
<section><h2>${text('allTables')}</h2><ul class="tables">${lists}</ul></section>${allFigures(release, read, language, address)}`;
}

/** The release in one sentence. */
export function sentence({ info }: PublicRelease, read: Headline, language: Language): string {
  const text = siteText(language);
  const number = (name: string): string => {
    const value = read(name);
    return value === null ? text('none') : rounded(value, 0);
  };
  const share = (name: string): string => {
    const value = read(name);
    return value === null ? text('none') : shownValue('ratio', value);
  };
  const money = (name: string): string => {
    const value = read(name);
    return value === null ? text('none') : inRoundUnits(value, language);
  };
  return language === 'zh'
    ? `截至 ${info.asOf}，累计完成培训 ${number('completed')} 人次，为目标的 ${share('progress')}；本期（${info.from} 起）完成 ${number('completedPeriod')} 人次，发放补贴 ${money('paidPeriod')}。`
    : `By ${info.asOf}, ${number('completed')} trainings were completed, ${share('progress')} of the target; in this period (from ${info.from}) ${number('completedPeriod')} were completed and ${money('paidPeriod')} were paid.`;
}

function cards(read: Headline, language: Language): Markup {
  const text = siteText(language);
  const big = (name: string, shown: (value: string) => string): Markup => {
    const value = read(name);
    if (value === null) return html`<p class="big absent">${text('none')}</p>`;
    return html`<p class="big"><data value="${value}" data-figure="${name}">${shown(value)}</data></p>`;
  };
  const small = (name: string, shown: (value: string) => string): Markup => {
    const value = read(name);
    return value === null
      ? html`${text('none')}`
      : html`<data value="${value}" data-figure="${name}">${shown(value)}</data>`;
  };
  const whole = (value: string): string => rounded(value, 0);
  const percent = (value: string): string => shownValue('ratio', value);
  const money = (value: string): string => inRoundUnits(value, language);
  const [progress, time, gap] = ['progress', 'timeProgress', 'paceGap'].map((name) => read(name));
  const [paid, budget] = ['paid', 'budget'].map((name) => Number(read(name) ?? 0));
  const pace = gap == null ? NOTHING : paceOf(gap, language);
  return html`<div class="cards">
<section><h2>${text('completed')}</h2>${big('completed', whole)}${bar(Number(progress ?? 0), time == null ? undefined : Number(time))}<p>${text('ofTarget')} ${small('target', whole)} · ${small('progress', percent)}</p>${pace}</section>
<section><h2>${text('paid')}</h2>${big('paid', money)}${budget ? bar((paid ?? 0) / budget) : NOTHING}<p>${text('ofBudget')} ${small('budget', money)} · ${text('arrived')} ${small('arrived', money)}</p><p>${text('inPeriod')} ${small('paidPeriod', money)}</p></section>
<section><h2>${text('skilled')}</h2>${big('skilledRatio', percent)}${bar(Number(read('skilledRatio') ?? 0))}<p>${text('highSkilled')} ${small('highSkilledRatio', percent)}</p></section>
</div>`;
}

/** The distance from the time that is gone, with a sign, a mark and a word. */
function paceOf(gap: string, language: Language): Markup {
  const text = siteText(language);
  const isBehind = gap.startsWith('-');
  return html`<p class="${isBehind ? 'behind' : 'ahead'}">${isBehind ? '▼' : '▲'} ${text(isBehind ? 'behind' : 'ahead')} <data value="${gap}" data-figure="paceGap">${rounded(gap.replace('-', ''), 1)}</data> ${text('points')}</p>`;
}

/** Every figure of the headline with its definition. */
function allFigures(
  { tables, entry }: PublicRelease,
  read: Headline,
  language: Language,
  address: string,
): Markup {
  const text = siteText(language);
  const headline = tables.get('headline');
  if (!headline) return NOTHING;
  const lines = headline.rows.flatMap(({ figure: name }) => {
    const known = name == null ? undefined : HEADLINE_FIGURES[name];
    if (name == null || !known) return [];
    const { title, type, unit, definition, clause } = figureField(name, known.id, known.span);
    const value = read(name);
    const shown =
      name === 'paceGap' && value !== null
        ? html`<data value="${value}">${rounded(value, 1)}</data> ${text('points')}`
        : html`${figure(type, value, language)}${unit === '' ? '' : ` ${unitOf(unit, language)}`}`;
    return [
      html`<tr><th scope="row"><strong>${title[language]}</strong><br><span class="clause">${definition[language]} ${text('clause')} ${clause}</span></th><td class="n">${shown}</td></tr>`,
    ];
  });
  const folder = address.includes('/') ? '' : `${entry.id}/`;
  return html`<section><h2>${text('allFigures')}</h2><div class="scroll" tabindex="0" role="region" aria-label="${text('allFigures')}"><table class="defined"><thead><tr><th scope="col">${text('field')}</th><th scope="col" class="n">${text('value')}</th></tr></thead><tbody>${lines}</tbody></table></div><p>${text('thisTable')}: ${fileLinks(headline, folder)}</p></section>`;
}
