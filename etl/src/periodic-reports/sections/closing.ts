import { periodName } from '@skill-ledger/contracts';
import { FIGURES } from '../../figures/definitions.ts';
import { type Field, figureField, HEADLINE_FIGURES, shown, type TableRow } from '../../releases/index.ts';
import { periodTitle } from '../../reports/period-title.ts';
import type { ReportTexts } from '../basis.ts';
import type { ReportFacts } from '../facts.ts';
import { draftedTexts } from '../problems.ts';
import type { ReportWriter } from '../writer.ts';

/** Problems and next steps: drafted by rules until the office writes its own text. */
export function problems(w: ReportWriter, facts: ReportFacts, texts: ReportTexts): void {
  const drafted = draftedTexts(facts, w.language);
  w.section('存在的问题和下一步工作', 'Problems and what to do next');
  w.part('存在的问题', 'Problems');
  w.lines(texts.problems ?? drafted.problems);
  w.part('下一步工作', 'What to do next');
  w.lines(texts.measures ?? drafted.measures);
}

const wordField = (name: string, zh: string, en: string): Field => ({
  ...{ name, type: 'text', unit: '', clause: '§六(一)' },
  title: { zh, en },
  definition: { zh, en },
});

/** A headline figure for display, since figures of different units share a column. */
const read = (w: ReportWriter, figure: string, value: string | null | undefined): string | null => {
  const known = HEADLINE_FIGURES[figure];
  if (value == null || known === undefined) return null;
  return FIGURES[known.id].unit === 'points'
    ? w.value(known.id, value)
    : shown(figureField(figure, known.id), value);
};

const titleOf = (w: ReportWriter, figure: string): string => {
  const known = HEADLINE_FIGURES[figure];
  return known === undefined ? figure : w.pick(figureField(figure, known.id, known.span).title);
};

/** Changes since the previous report. */
export function changes(w: ReportWriter, { basis: { previous }, headline, period }: ReportFacts): void {
  w.section('与上次报告相比', 'What changed since the last report');
  if (previous === null) {
    w.paragraph(w.say('此前没有定稿的报告，本期为首次。', 'There is no final report before this one.'));
    return;
  }
  w.paragraph(
    w.say(
      `上次报告为${periodTitle(previous)}（截至${previous.asOf}，数据快照${previous.snapshot}）。以“本期”开头的指标按各自期间计算。`,
      `The last report was ${periodName(previous.period).en} (as of ${previous.asOf}, snapshot ${previous.snapshot}). Figures of a period count their own period.`,
    ),
  );
  w.table(
    'changes',
    { zh: '主要指标与上次报告', en: 'Headline figures and the last report' },
    [
      wordField('figure', '指标', 'Figure'),
      wordField('before', `上次（${previous.asOf}）`, `Last (${previous.asOf})`),
      wordField('now', `本次（${period.until}）`, `This (${period.until})`),
    ],
    Object.keys(HEADLINE_FIGURES).map(
      (figure): TableRow => ({
        figure: titleOf(w, figure),
        before: read(w, figure, previous.headline[figure]),
        now: read(w, figure, headline[figure]),
      }),
    ),
  );
}

/** Corrections: figures of the last report that have changed in the data, and corrections entered by users. */
export function corrections(
  w: ReportWriter,
  { basis: { previous, corrections: noted }, restated }: ReportFacts,
): void {
  w.section('更正', 'Corrections');
  const revised = Object.keys(HEADLINE_FIGURES).filter(
    (figure) => previous !== null && (previous.headline[figure] ?? null) !== (restated[figure] ?? null),
  );
  if (revised.length === 0 && noted.length === 0) {
    w.paragraph(w.say('无更正。', 'There are none.'));
    return;
  }
  for (const { period, on, text } of noted) {
    w.paragraph(
      w.say(
        `对${periodTitle({ period })}报告的更正（${on}）：${text}`,
        `Correction of the report ${periodName(period).en} (${on}): ${text}`,
      ),
    );
  }
  if (previous === null || revised.length === 0) return;
  w.paragraph(
    w.say(
      `台账在上次报告之后有更正，${periodTitle(previous)}报告的${revised.length}项指标按现有数据应为：`,
      `The ledgers were corrected since the last report; by the present data ${revised.length} figures of the report ${periodName(previous.period).en} are:`,
    ),
  );
  w.table(
    'corrections',
    { zh: `${previous.period}报告的更正`, en: `Corrections of the report ${previous.period}` },
    [
      wordField('figure', '指标', 'Figure'),
      wordField('said', '原报告', 'As reported'),
      wordField('now', '更正后', 'Corrected'),
    ],
    revised.map(
      (figure): TableRow => ({
        figure: titleOf(w, figure),
        said: read(w, figure, previous.headline[figure]),
        now: read(w, figure, restated[figure]),
      }),
    ),
  );
}
