import { fenOf, type Yuan } from '@skill-ledger/contracts';
import { yuan } from '../../figures/derive.ts';
import { SPECS, type TableRow } from '../../releases/index.ts';
import type { ReportFacts } from '../facts.ts';
import type { ReportWriter } from '../writer.ts';

/** Columns of 主管部门 that fit on the page; the workbook has the same. */
const UNIT_COLUMNS = ['key', 'budget', 'paidPeriod', 'paidOfBudget', 'perHeadPeriod', 'paidTotal'];

/** Funds: raised, arrived, paid, balance, per head. */
export function funds(w: ReportWriter, { progress: { total }, headline, tables, period }: ReportFacts): void {
  w.section('资金', 'Funds');
  const rest = (total.arrived ?? null) === null ? null : balance(total.arrived, total.paid);
  w.paragraph(
    w.say(`截至${period.until}，累计筹集预算`, `By ${period.until}, the budgets raised add up to `),
    { figure: 'budget', value: total.budget },
    w.say('元，到位', ' yuan; arrived were '),
    { figure: 'arrived', value: total.arrived },
    w.say('元，发放', ' yuan, paid '),
    { figure: 'paid', value: total.paid },
    w.say('元，资金执行率', ' yuan; paid of budget: '),
    { figure: 'paidOfBudget', value: total.paidOfBudget },
    rest === null
      ? ''
      : w.say(
          `；到位资金减发放的结余${w.value('paid', rest)}元`,
          `; balance of what arrived less what was paid: ${w.value('paid', rest)} yuan`,
        ),
    w.say('。累计人均补贴', '. Per person-time in total: '),
    { figure: 'perHead', value: total.perHead },
    w.say('元。', ' yuan.'),
  );
  w.paragraph(
    w.say('本期发放补贴', 'In the period '),
    { figure: 'paid', value: headline.paidPeriod, span: 'period' },
    w.say('元。', ' yuan were paid.'),
  );
  const bySource = tables.funds_by_source ?? [];
  w.chart(
    { zh: '各资金来源本期发放（竖线为预算）', en: 'Paid in the period by source (stroke: budget)' },
    w.say(
      `横条图：各资金来源本期发放与预算；${bySource.map((row) => `${row.source}发放${w.value('paid', row.paidPeriod)}元`).join('，')}。`,
      `Bars: paid in the period by source, against the budget; ${bySource.map((row) => `${w.name(row.source ?? '')} ${w.value('paid', row.paidPeriod)} yuan`).join(', ')}.`,
    ),
    bySource.map((row) => ({
      label: w.name(row.source ?? ''),
      value: Number(row.paidPeriod ?? 0),
      text: w.value('paid', row.paidPeriod),
      ...(row.budget != null && { mark: Number(row.budget) }),
    })),
  );
  w.table('funds_by_source', SPECS.funds_by_source.title, SPECS.funds_by_source.fields, bySource);
  const { title, fields } = SPECS.funds_by_unit;
  const columns = UNIT_COLUMNS.flatMap((name) => fields.find((field) => field.name === name) ?? []);
  w.table('funds_by_unit', title, columns, tables.funds_by_unit ?? ([] as TableRow[]));
}

const balance = (arrived: Yuan | undefined, paid: Yuan | undefined): string =>
  yuan(fenOf(arrived ?? ('0.00' as Yuan)) - fenOf(paid ?? ('0.00' as Yuan)));

/** Quality: pass rate and certification, and how modes compare. */
export function quality(w: ReportWriter, { quality: own, tables }: ReportFacts): void {
  w.section('培训质量', 'Quality');
  w.paragraph(
    w.say('本期合格', 'In the period '),
    { figure: 'passed', value: own.passed, span: 'period' },
    w.say('人次，不合格', ' passed and '),
    { figure: 'failed', value: own.failed, span: 'period' },
    w.say('人次，合格率', ' failed; the pass rate was '),
    { figure: 'passRate', value: own.passRate, span: 'period' },
    w.say('。', '.'),
  );
  w.table(
    'quality_by_mode',
    SPECS.quality_by_mode.title,
    SPECS.quality_by_mode.fields,
    tables.quality_by_mode ?? [],
  );
}
