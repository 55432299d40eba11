import {
  dayInWords,
  type Language,
  periodName,
  REPORT_STATE_LABELS,
  type ReportState,
} from '@skill-ledger/contracts';
import { periodTitle } from '../reports/period-title.ts';
import type { ReportTexts } from './basis.ts';
import type { ReportDocument } from './document.ts';
import type { ReportFacts } from './facts.ts';
import { changes, corrections, problems } from './sections/closing.ts';
import { funds, quality } from './sections/money.ts';
import { evaluation, supervision } from './sections/oversight.ts';
import { domains, groups, levels, modes, units } from './sections/progress.ts';
import { standing } from './sections/standing.ts';
import { ReportWriter } from './writer.ts';

/** A report before it is written in a format. */
export interface ReportContent {
  facts: ReportFacts;
  texts: ReportTexts;
  state: ReportState;
  language: Language;
}

/** The whole report in its order: the same facts and texts give the same document. */
export function composeReport({ facts, texts, state, language }: ReportContent): ReportDocument {
  const w = new ReportWriter(language, facts.names);
  for (const section of [
    standing,
    domains,
    units,
    modes,
    groups,
    levels,
    funds,
    quality,
    supervision,
    evaluation,
  ]) {
    section(w, facts);
  }
  problems(w, facts, texts);
  changes(w, facts);
  corrections(w, facts);
  const { programme, period, snapshot, madeAt } = facts;
  const name = periodTitle({ period: period.id });
  const kind =
    period.kind === 'monitoring' ? w.say('季报', 'quarterly report') : w.say('年报', 'annual report');
  const titleLines = [
    w.say(programme.name, programme.nameEn),
    w.say(`${name}工作情况报告`, `Report on ${periodName(period.id).en}`),
  ];
  const label = REPORT_STATE_LABELS[state];
  const made = madeAt.slice(0, 10);
  const command = `skill-ledger report ${period.id} --as-of ${period.until}`;
  return {
    language,
    title: titleLines.join(w.say('', ' ')),
    titleLines,
    subtitle: [
      w.say(
        `（${kind}，${dayInWords(period.from)}至${dayInWords(period.until)}${state === 'final' ? '' : `，${label.zh}`}）`,
        `(${kind}, ${period.from} to ${period.until}${state === 'final' ? '' : `, ${label.en}`})`,
      ),
    ],
    blocks: w.blocks,
    notes: w.notes,
    signature: [
      w.say(
        `${programme.city}职业技能提升工作专班办公室`,
        `Office of the skills work group, ${programme.cityEn}`,
      ),
      w.say(dayInWords(made), made),
    ],
    about: [
      [w.say('期间', 'Period'), `${period.id} (${period.from} – ${period.to})`],
      [w.say('截至', 'As of'), period.until],
      [w.say('数据快照', 'Snapshot'), snapshot],
      [w.say('状态', 'State'), w.pick(label)],
      [w.say('依据', 'Decree'), programme.decree],
      [
        w.say('复算', 'To compute it again'),
        w.say(`在同一快照上：${command}`, `on the same snapshot: ${command}`),
      ],
    ],
  };
}
