import { FORM_STATE_LABELS, type FormState, fenOf } from '@skill-ledger/contracts';
import { yuan } from '../../figures/derive.ts';
import { type Field, shown, type TableRow } from '../../releases/index.ts';
import type { ReportFacts } from '../facts.ts';
import type { ReportWriter } from '../writer.ts';

const field = (name: string, type: Field['type'], zh: string, en: string, unit = ''): Field => ({
  ...{ name, type, unit, clause: '§六(二)' },
  title: { zh, en },
  definition: DEFINITIONS[name] ?? { zh, en },
});

const DEFINITIONS: Record<string, Field['definition']> = {
  found: { zh: '数据快照中的预警条数', en: 'findings of the snapshot' },
  open: { zh: '快照中尚未认定（待核实、核实中）的条数', en: 'findings of the snapshot that are not decided' },
  decided: { zh: '本期作出认定的条数', en: 'findings decided in the period' },
  verified: { zh: '本期认定属实（含已整改）的条数', en: 'findings confirmed in the period' },
  recovered: { zh: '本期认定的预警已追回金额', en: 'recovered of the findings decided in the period' },
  total: { zh: '按评分方案由台账计算的总分', en: 'total computed from the ledgers by the scheme' },
};

const SEVERITIES: Record<string, [string, string]> = {
  high: ['高', 'high'],
  medium: ['中', 'medium'],
  low: ['低', 'low'],
};

/** Supervision: findings, verified, recovered, open longest. */
export function supervision(w: ReportWriter, { supervision: { rules, longestOpen } }: ReportFacts): void {
  w.section('监管', 'Supervision');
  const sum = (pick: (rule: (typeof rules)[number]) => number): string =>
    shown({ type: 'count' }, String(rules.reduce((all, rule) => all + pick(rule), 0)));
  const recovered = yuan(rules.reduce((all, rule) => all + fenOf(rule.recovered), 0n));
  w.paragraph(
    w.say(
      `现有预警${sum(({ found }) => found)}条，其中尚未认定${sum(({ open }) => open)}条；本期作出认定${sum(({ decided }) => decided)}条，属实${sum(({ verified }) => verified)}条，追回${w.value('paid', recovered)}元。`,
      `There are ${sum(({ found }) => found)} findings, of which ${sum(({ open }) => open)} are not decided. In the period ${sum(({ decided }) => decided)} were decided, ${sum(({ verified }) => verified)} confirmed, and ${w.value('paid', recovered)} yuan recovered.`,
    ),
  );
  if (longestOpen.length > 0) {
    const words = longestOpen.map(({ rule, name, nameEn, unit, since, days, count }) =>
      w.say(
        `${rule}${name}${count}条（${unit ?? '未分单位'}，培训${since}结束，至今${days}天）`,
        `${rule} ${nameEn}: ${count} (${w.name(unit ?? 'no unit')}, training ended ${since}, ${days} days ago)`,
      ),
    );
    w.paragraph(
      w.say(
        `尚未认定的高风险预警中，所涉培训结束最久的是：${words.join('；')}。`,
        `Of the open findings of high severity, those whose training ended longest ago: ${words.join('; ')}.`,
      ),
    );
  }
  w.table(
    'supervision',
    { zh: '预警及处理情况', en: 'Findings and what became of them' },
    [
      field('rule', 'text', '规则', 'Rule'),
      field('name', 'text', '名称', 'Name'),
      field('severity', 'text', '风险', 'Severity'),
      field('found', 'count', '现有', 'Found', '条'),
      field('open', 'count', '未认定', 'Open', '条'),
      field('decided', 'count', '本期认定', 'Decided', '条'),
      field('verified', 'count', '属实', 'Confirmed', '条'),
      field('recovered', 'yuan', '追回', 'Recovered', '元'),
    ],
    rules.map(
      ({ rule, name, nameEn, severity, found, open, decided, verified, recovered: amount }): TableRow => ({
        rule,
        name: w.say(name, nameEn),
        severity: w.say(...(SEVERITIES[severity] ?? [severity, severity])),
        ...{ found: String(found), open: String(open), decided: String(decided) },
        ...{ verified: String(verified), recovered: amount },
      }),
    ),
  );
}

/** Self-evaluation: states of the forms, and scores computed from the ledgers. */
export function evaluation(w: ReportWriter, { basis, scores }: ReportFacts): void {
  w.section('绩效自评', 'Self-evaluation');
  if (basis.evaluation === null) {
    w.paragraph(w.say('本期没有开启自评。', 'No self-evaluation was opened for the period.'));
  } else {
    const states = basis.evaluation.forms.map(({ state, count }) => {
      const label = FORM_STATE_LABELS[state as FormState];
      return w.say(`${label.zh}${count}份`, `${count} ${label.en}`);
    });
    const words = states.join(w.say('，', ', '));
    w.paragraph(w.say(`本期自评表：${words}。`, `Forms of the period: ${words}.`));
  }
  const graded = scores.units.filter(({ total }) => total !== null);
  const counts = new Map<string, number>();
  for (const { grade } of graded) counts.set(grade ?? '', (counts.get(grade ?? '') ?? 0) + 1);
  const grades = [...counts].map(([grade, count]) => `${grade}${w.say('', ': ')}${count}${w.say('个', '')}`);
  w.paragraph(
    graded.length === 0
      ? w.say('按台账计算，没有单位参评。', 'By the ledgers no unit is evaluated.')
      : w.say(
          `按台账计算的系统分，${graded.length}个单位参评：${grades.join('、')}；${scores.units.length - graded.length}个不参评。`,
          `By the scores that the ledgers give, ${graded.length} units are evaluated (${grades.join(', ')}) and ${scores.units.length - graded.length} are not.`,
        ),
  );
  const published = new Map((basis.evaluation?.grades ?? []).map((one) => [one.unit, one]));
  const fields = [
    field('unit', 'text', '单位', 'Unit'),
    field('total', 'number', '系统分', 'System’s score'),
    field('grade', 'text', '系统等级', 'System’s grade'),
  ];
  const reviewed = [
    field('reviewTotal', 'number', '复核分', 'Reviewed score'),
    field('reviewGrade', 'text', '公布等级', 'Published grade'),
  ];
  w.table(
    'scores',
    { zh: '各单位绩效得分', en: 'Scores of the units' },
    published.size > 0 ? [...fields, ...reviewed] : fields,
    scores.units.map(({ unit, total, grade }): TableRow => {
      const own = published.get(unit);
      return {
        ...{ unit, total, grade: grade ?? w.say('不参评', 'not evaluated') },
        ...{ reviewTotal: own?.total ?? null, reviewGrade: own?.grade ?? null },
      };
    }),
  );
}
