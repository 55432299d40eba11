import type { FigureValues } from '@skill-ledger/contracts';
import { type Field, figureField, SPECS, type TableRow, written } from '../../releases/index.ts';
import type { ReportFacts } from '../facts.ts';
import type { ReportWriter } from '../writer.ts';

/** Number of names at each end of a list. */
const NAMED = 3;

interface Ranked {
  name: string;
  figures: FigureValues;
}

/** Names with their progress, as one phrase. */
const phrase = (w: ReportWriter, list: Ranked[]): string =>
  list
    .map(
      ({ name, figures }) =>
        `${w.name(name)}${w.say('（', ' (')}${w.value('progress', figures.progress)}${w.say('）', ')')}`,
    )
    .join(w.say('、', ', '));

const byProgress = (list: Ranked[]): Ranked[] =>
  list
    .filter(({ figures }) => figures.progress !== undefined)
    .sort((a, b) => (b.figures.progress ?? 0) - (a.figures.progress ?? 0));

/** The ten domains against their targets. */
export function domains(w: ReportWriter, { progress, tables }: ReportFacts): void {
  w.section('十个领域', 'The ten domains');
  const ranked = byProgress(progress.domains.map(({ domain, ...figures }) => ({ name: domain, figures })));
  const reached = ranked.filter(({ figures }) => (figures.progress ?? 0) >= (figures.timeProgress ?? 1));
  w.paragraph(
    w.say(
      `${ranked.length}个领域中，${reached.length}个达到或超过序时进度，${ranked.length - reached.length}个未达到。完成率最高的是${phrase(w, ranked.slice(0, NAMED))}；最低的是${phrase(w, ranked.slice(-NAMED).reverse())}。`,
      `Of ${ranked.length} domains ${reached.length} have kept up with time and ${ranked.length - reached.length} have not. Highest progress: ${phrase(w, ranked.slice(0, NAMED))}; lowest: ${phrase(w, ranked.slice(-NAMED).reverse())}.`,
    ),
  );
  const [first] = ranked;
  w.chart(
    { zh: '各领域目标完成率（竖线为序时进度）', en: 'Progress of the domains (stroke: time progress)' },
    w.say(
      `横条图：各领域完成率，竖线为序时进度${w.value('timeProgress', progress.total.timeProgress)}；最高为${phrase(w, ranked.slice(0, 1))}，最低为${phrase(w, ranked.slice(-1))}。`,
      `Bars: progress of each domain against the time progress ${w.value('timeProgress', progress.total.timeProgress)}; highest ${phrase(w, ranked.slice(0, 1))}, lowest ${phrase(w, ranked.slice(-1))}.`,
    ),
    first === undefined
      ? []
      : progress.domains.map(({ domain, progress: value = 0, timeProgress }) => ({
          label: w.name(domain),
          value,
          text: w.value('progress', value),
          ...(timeProgress !== undefined && { mark: timeProgress }),
        })),
  );
  w.table(
    'progress_by_domain',
    SPECS.progress_by_domain.title,
    SPECS.progress_by_domain.fields,
    tables.progress_by_domain ?? [],
  );
}

/** Departments and towns, each against its own quota. */
export function units(w: ReportWriter, facts: ReportFacts): void {
  const { progress } = facts;
  w.section('单位和镇街', 'Departments and towns');
  w.part('主管部门', 'Departments');
  unitsPart(
    w,
    facts,
    'progress_by_unit',
    progress.units.map(({ unit, ...figures }) => ({ name: unit, figures })),
  );
  w.part('实施镇街', 'Towns');
  unitsPart(
    w,
    facts,
    'progress_by_town',
    progress.towns.map(({ town, ...figures }) => ({ name: town, figures })),
  );
}

function unitsPart(
  w: ReportWriter,
  { tables }: ReportFacts,
  table: 'progress_by_unit' | 'progress_by_town',
  list: Ranked[],
): void {
  const ranked = byProgress(list);
  const [rest] = [list.length - ranked.length];
  w.paragraph(
    ranked.length === 0
      ? w.say('尚未下达任务数，不计算完成率。', 'No quota was handed down: there is no progress to tell.')
      : w.say(
          `有任务数的${ranked.length}个中，累计完成率最高的是${phrase(w, ranked.slice(0, NAMED))}；最低的是${phrase(w, ranked.slice(-NAMED).reverse())}。${rest === 0 ? '' : `另有${rest}个没有任务数，只列完成数。`}`,
          `Of ${ranked.length} with a quota, progress in total is highest in ${phrase(w, ranked.slice(0, NAMED))} and lowest in ${phrase(w, ranked.slice(-NAMED).reverse())}.${rest === 0 ? '' : ` ${rest} more have no quota.`}`,
        ),
  );
  w.table(table, SPECS[table].title, SPECS[table].fields, tables[table] ?? []);
}

const nameField = (zh: string, en: string): Field => ({
  ...{ name: 'key', type: 'text', unit: '', clause: '附件' },
  title: { zh, en },
  definition: { zh, en },
});

/** Modes of training: completed trainings and their cost. */
export function modes(w: ReportWriter, { tables }: ReportFacts): void {
  w.section('培训方式', 'Modes of training');
  const paid = new Map((tables.funds_by_mode ?? []).map((row) => [row.key, row]));
  const rows = (tables.quality_by_mode ?? []).map(
    (row): TableRow => ({ ...paid.get(row.key ?? null), ...row }),
  );
  leading(w, rows, 'completed', '培训方式', 'mode');
  w.table(
    'modes',
    { zh: '各培训方式完成和补贴情况', en: 'Completed and paid by mode' },
    [
      nameField('培训方式', 'Mode'),
      { ...figureField('completed', 'completedRecords', 'period') },
      figureField('passRate', 'passRate', 'period'),
      figureField('paidPeriod', 'paid', 'period'),
      figureField('personTimesPeriod', 'paidPersonTimes', 'period'),
      figureField('perHeadPeriod', 'perHead', 'period'),
    ],
    rows,
  );
}

/** Groups of persons (人员类别): counts of the whole city only. */
export function groups(w: ReportWriter, { groups: list }: ReportFacts): void {
  w.section('培训对象', 'Groups of persons');
  const rows = list.map(
    ({ group, figures }): TableRow => ({
      key: group,
      completed: written('completedRecords', figures.completedRecords) ?? '0',
      passRate: written('passRate', figures.passRate),
      certified: written('certified', figures.certified) ?? '0',
    }),
  );
  leading(w, rows, 'completed', '人员类别', 'group');
  w.table(
    'groups',
    { zh: '各类人员完成情况', en: 'Completed by group' },
    [
      nameField('人员类别', 'Group'),
      figureField('completed', 'completedRecords', 'period'),
      figureField('passRate', 'passRate', 'period'),
      figureField('certified', 'certified', 'period'),
    ],
    rows,
  );
}

/** Certificates by level. */
export function levels(w: ReportWriter, { tables, quality }: ReportFacts): void {
  w.section('证书', 'Certificates');
  w.paragraph(
    w.say('本期取证', 'In the period '),
    { figure: 'certified', value: quality.certified, span: 'period' },
    w.say('人次，取证率', ' were certified; the certification rate was '),
    { figure: 'certRate', value: quality.certRate, span: 'period' },
    w.say('。', '.'),
  );
  const { title, fields } = SPECS.quality_by_level;
  w.table('certificates', title, fields, tables.quality_by_level ?? []);
}

/** The value of a list with the highest count. */
function leading(w: ReportWriter, rows: TableRow[], field: string, zh: string, en: string): void {
  const sorted = rows
    .filter((row) => Number(row[field] ?? 0) > 0)
    .sort((a, b) => Number(b[field]) - Number(a[field]));
  const words = sorted
    .slice(0, NAMED)
    .map(
      (row) =>
        `${w.name(row.key ?? '')}${w.say('', ' ')}${w.value('completedRecords', row[field])}${w.say('人次', '')}`,
    )
    .join(w.say('、', ', '));
  w.paragraph(
    sorted.length === 0
      ? w.say('本期没有台账记录的完成培训。', 'No completed training has a record in the period.')
      : w.say(`按${zh}，本期完成最多的是${words}。`, `By ${en}, most completed in the period: ${words}.`),
  );
}
