import { type Field, figureField, keyField, plainField, type TableSpec } from './table-spec.ts';

const PAID: Field[] = [
  figureField('paidPeriod', 'paid', 'period'),
  figureField('personTimesPeriod', 'paidPersonTimes', 'period'),
  figureField('perHeadPeriod', 'perHead', 'period'),
  figureField('paidTotal', 'paid', 'total'),
  figureField('personTimesTotal', 'paidPersonTimes', 'total'),
];
const BUDGET = figureField('budget', 'budget', 'period');
const PAID_OF_BUDGET = figureField('paidOfBudget', 'paidOfBudget', 'period');
const COMPLETED_PERIOD = figureField('completedPeriod', 'completedRecords', 'period');
const PASS_RATE = figureField('passRate', 'passRate', 'period');

/** Words that also stand inside of titles, as the head of a column. */
const capitalised = (en: string): string => en.charAt(0).toUpperCase() + en.slice(1);

const paidBy = (dimension: string, zh: string, en: string): TableSpec => ({
  name: `funds_by_${dimension}`,
  title: { zh: `资金使用：按${zh}`, en: `Use of funds by ${en}` },
  keys: ['key'],
  fields: [keyField('key', zh, capitalised(en)), ...PAID],
});

const progressOf = (unit: string, zh: string, en: string): TableSpec => ({
  name: `progress_by_${unit}`,
  title: { zh: `完成情况：按${zh}`, en: `Progress by ${en}` },
  keys: ['unit'],
  fields: [
    keyField('unit', zh, capitalised(en)),
    { ...figureField('quota', 'quota', 'period'), type: 'number' },
    COMPLETED_PERIOD,
    plainField(
      'progress',
      'ratio',
      { zh: '任务完成率', en: 'Progress against the quota' },
      { zh: '本期完成 ÷ 本期任务数', en: 'completed in the period ÷ quota of the period' },
      '§六(一)',
    ),
    PASS_RATE,
    figureField('certRate', 'certRate', 'period'),
  ],
});

const qualityBy = (dimension: string, zh: string, en: string): TableSpec => ({
  name: `quality_by_${dimension}`,
  title: { zh: `培训质量：按${zh}`, en: `Quality by ${en}` },
  keys: ['key'],
  fields: [
    keyField('key', zh, capitalised(en)),
    { ...COMPLETED_PERIOD, name: 'completed' },
    figureField('passed', 'passed', 'period'),
    figureField('failed', 'failed', 'period'),
    PASS_RATE,
    figureField('certified', 'certified', 'period'),
  ],
});

const PERSON_TIMES: Field[] = [
  { ...COMPLETED_PERIOD, name: 'personTimes' },
  plainField(
    'withheld',
    'flag',
    { zh: '不予公布', en: 'Withheld' },
    {
      zh: '人次为 1–4 的格不予公布，为使其无法推算，另有若干格一并不公布',
      en: 'cells of 1–4 are withheld, and others with them so that they cannot be worked out',
    },
    '§六(三)',
  ),
];
const people = (
  name: string,
  title: { zh: string; en: string },
  first: [string, string, string],
  second: [string, string, string],
): TableSpec => ({
  name: `people_by_${name}`,
  title,
  keys: [first[0], second[0]],
  fields: [keyField(...first), keyField(...second), ...PERSON_TIMES],
});

const decisions = (name: string, zh: string, en: string, type: 'count' | 'yuan'): Field => ({
  ...plainField(name, type, { zh, en }, { zh: `本期${zh}`, en: `${en}, in the period` }, '§六(二)'),
  ...(type === 'count' && { unit: '条' }),
});

/** The tables of a release, in order (spec 11, "Tables"). */
export const SPECS = {
  headline: {
    name: 'headline',
    title: { zh: '主要指标', en: 'Headline figures' },
    keys: ['figure'],
    fields: [
      plainField(
        'figure',
        'text',
        { zh: '指标', en: 'Figure' },
        { zh: '指标编号，见数据说明', en: 'id of the figure' },
        '§一',
      ),
      plainField(
        'value',
        'number',
        { zh: '数值', en: 'Value' },
        {
          zh: '截至日的数值；以 Period 结尾的只计本期',
          en: 'at the as-of date; of the period where the id ends in Period',
        },
        '§一',
      ),
    ],
  },
  funds_by_source: {
    name: 'funds_by_source',
    title: { zh: '资金使用：按资金来源', en: 'Use of funds by source' },
    keys: ['source'],
    fields: [
      keyField('source', '资金来源', 'Source of funds'),
      BUDGET,
      figureField('arrived', 'arrived', 'period'),
      figureField('paidPeriod', 'paid', 'period'),
      figureField('paidTotal', 'paid', 'total'),
      PAID_OF_BUDGET,
    ],
  },
  funds_by_domain: paidBy('domain', '领域', 'domain'),
  funds_by_mode: paidBy('mode', '培训方式', 'mode'),
  funds_by_town: paidBy('town', '实施镇街', 'town'),
  funds_by_standard: paidBy('standard', '补贴标准', 'standard'),
  funds_by_unit: {
    name: 'funds_by_unit',
    title: { zh: '资金使用：按主管部门', en: 'Use of funds by department in charge' },
    keys: ['key'],
    fields: [
      keyField('key', '主管部门', 'Department in charge'),
      BUDGET,
      figureField('paidPeriod', 'paid', 'period'),
      PAID_OF_BUDGET,
      ...PAID.slice(1),
    ],
  },
  funds_by_institution: {
    name: 'funds_by_institution',
    title: { zh: '资金使用：按培训机构', en: 'Use of funds by institution' },
    keys: ['code'],
    fields: [
      keyField('code', '机构编码', 'Institution code'),
      keyField('name', '机构名称', 'Institution'),
      ...PAID,
    ],
  },
  progress_by_domain: {
    name: 'progress_by_domain',
    title: { zh: '完成情况：按领域', en: 'Progress by domain' },
    keys: ['domain'],
    fields: [
      keyField('domain', '领域', 'Domain'),
      figureField('target', 'target'),
      figureField('completed', 'completed'),
      figureField('progress', 'progress'),
      figureField('yearPlan', 'yearPlan', 'period'),
      COMPLETED_PERIOD,
    ],
  },
  progress_by_unit: progressOf('unit', '部门', 'department'),
  progress_by_town: progressOf('town', '镇街', 'town'),
  months: {
    name: 'months',
    title: { zh: '逐月情况', en: 'Month by month' },
    keys: ['month'],
    fields: [
      keyField('month', '月份', 'Month'),
      { ...figureField('completed', 'completedRecords'), title: { zh: '完成培训人次', en: 'Completed' } },
      figureField('paid', 'paid'),
    ],
  },
  quality_by_mode: qualityBy('mode', '培训方式', 'mode'),
  quality_by_level: qualityBy('level', '等级', 'level'),
  people_by_group: people(
    'group',
    { zh: '培训人员：人员类别 × 领域', en: 'People by group and domain' },
    ['group', '人员类别', 'Group'],
    ['domain', '领域', 'Domain'],
  ),
  people_by_sex_age: people(
    'sex_age',
    { zh: '培训人员：性别 × 年龄', en: 'People by sex and age' },
    ['sex', '性别', 'Sex'],
    ['age', '年龄', 'Age'],
  ),
  people_by_home_town: people(
    'home_town',
    { zh: '培训人员：常住镇街 × 人员类别', en: 'People by home town and group' },
    ['homeTown', '常住镇街', 'Home town'],
    ['group', '人员类别', 'Group'],
  ),
  supervision: {
    name: 'supervision',
    title: { zh: '监管处理', en: 'Supervision' },
    keys: ['rule'],
    fields: [
      keyField('rule', '规则', 'Rule'),
      keyField('name', '规则名称', 'Name of the rule'),
      decisions('decided', '作出结论', 'decided', 'count'),
      decisions('verified', '属实', 'verified', 'count'),
      decisions('recovered', '追回金额', 'recovered', 'yuan'),
    ],
  },
  grades: {
    name: 'grades',
    title: { zh: '绩效等级', en: 'Grades' },
    keys: ['unit'],
    fields: [
      keyField('unit', '单位', 'Unit'),
      plainField(
        'total',
        'number',
        { zh: '总分', en: 'Total' },
        { zh: '复核后的总分', en: 'total after review' },
        '§六(四)',
      ),
      keyField('grade', '等级', 'Grade'),
    ],
  },
} satisfies Record<string, TableSpec>;
