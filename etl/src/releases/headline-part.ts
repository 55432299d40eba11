import type { FigureId, Language, ReleaseInfo } from '@skill-ledger/contracts';
import { FIGURES } from '../figures/definitions.ts';
import { HEADLINE_FIGURES } from './headline-figures.ts';
import { html, type Markup } from './html.ts';
import { say } from './page-texts.ts';
import { shown } from './table-part.ts';
import { figureField, type Table } from './table-spec.ts';

/** The release in one sentence and its main figures, each with its definition. */
export function headlinePart(release: ReleaseInfo, tables: Table[], language: Language): Markup {
  const text = say(language);
  const rows = tables.find(({ name }) => name === 'headline')?.rows ?? [];
  const values = new Map(rows.map(({ figure, value }) => [figure ?? '', value]));
  const read = (figure: string, id: FigureId): string => {
    const value = values.get(figure);
    return value == null ? text('none') : shown(figureField(figure, id), value);
  };
  const sentence =
    language === 'zh'
      ? `截至 ${release.asOf}，累计完成培训 ${read('completed', 'completed')} 人次，为目标的 ${read('progress', 'progress')}；本期完成 ${read('completedPeriod', 'completedRecords')} 人次，发放补贴 ${read('paidPeriod', 'paid')} 元。`
      : `By ${release.asOf}, ${read('completed', 'completed')} trainings were completed, ${read('progress', 'progress')} of the target; in this period ${read('completedPeriod', 'completedRecords')} were completed and ${read('paidPeriod', 'paid')} yuan were paid.`;
  const lines = Object.entries(HEADLINE_FIGURES).map(([figure, { id, span }]) => {
    const field = figureField(figure, id, span);
    return html`<tr><th scope="row">${field.title[language]}</th><td class="number">${read(figure, id)}${field.unit === '' ? '' : ` ${field.unit}`}</td><td>${field.definition[language]} (${FIGURES[id].clause})</td></tr>`;
  });
  return html`<p class="lead">${sentence}</p><section><h2 id="figures">${text('index')}</h2><div class="scroll" tabindex="0" role="region" aria-labelledby="figures"><table><tbody>${lines}</tbody></table></div></section>`;
}
