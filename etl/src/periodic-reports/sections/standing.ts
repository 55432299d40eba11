import { dayInWords } from '@skill-ledger/contracts';
import { shown } from '../../releases/index.ts';
import type { ReportFacts } from '../facts.ts';
import type { ReportWriter } from '../writer.ts';

/** The three targets of the decree, and the work of the period. */
export function standing(w: ReportWriter, facts: ReportFacts): void {
  const { progress, headline, period, months } = facts;
  const { total, workforce } = progress;
  w.section('总体情况', 'Where we stand');
  w.part('三项目标', 'The three targets');
  w.paragraph(
    w.say(`截至${dayInWords(period.until)}，全市累计完成培训`, `By ${period.until}, `),
    { figure: 'completed', value: total.completed },
    w.say('人次，为三年目标', ' trainings were completed, of a target of '),
    { figure: 'target', value: total.target },
    w.say('人次的', ': '),
    { figure: 'progress', value: total.progress },
    w.say('，同期序时进度', '. The time progress was '),
    { figure: 'timeProgress', value: total.timeProgress },
    w.say('，进度差', ', so that the pace gap is '),
    { figure: 'paceGap', value: total.paceGap },
    w.say('个百分点，进度', ' percentage points; the pace is '),
    { figure: 'pace', value: w.say(total.pace ?? '不适用', PACE[total.pace ?? ''] ?? 'not known') },
    w.say('。', '.'),
  );
  if (total.forecast !== undefined) {
    const { value, low, high } = total.forecast;
    const number = (one: number): string => shown({ type: 'count' }, String(one));
    w.paragraph(
      w.say('按近期进度，计数期末预计完成', 'At the recent pace, '),
      { figure: 'forecast', value },
      w.say(
        `人次（80%区间${number(low)}至${number(high)}人次），所需月均`,
        ` trainings are expected by the end of the counting period (80 % interval ${number(low)} to ${number(high)}); required per month: `,
      ),
      {
        figure: 'requiredPerMonth',
        value:
          typeof total.requiredPerMonth === 'string'
            ? w.say(total.requiredPerMonth, REQUIRED[total.requiredPerMonth] ?? total.requiredPerMonth)
            : total.requiredPerMonth,
      },
      typeof total.requiredPerMonth === 'string' ? w.say('。', '.') : w.say('人次。', '.'),
    );
  }
  if (workforce === null) {
    w.paragraph(
      w.say(
        '截至本期尚无就业人员统计，两项占比暂不能计算。',
        'No workforce statistic is known by this day: the two ratios cannot be told.',
      ),
    );
  } else {
    w.paragraph(
      w.say(
        `据${dayInWords(workforce.statOn)}的统计，技能劳动者占就业人员比例`,
        `By the statistic of ${workforce.statOn}, the share of skilled workers was `,
      ),
      { figure: 'skilledRatio', value: workforce.skilledRatio },
      w.say('（目标', ' (target '),
      { figure: 'skilledTarget', value: workforce.skilledTarget },
      w.say(
        `，${workforce.skilledAttainment}），高技能人才占技能劳动者比例`,
        '), that of highly skilled among them ',
      ),
      { figure: 'highSkilledRatio', value: workforce.highSkilledRatio },
      w.say('（目标', ' (target '),
      { figure: 'highSkilledTarget', value: workforce.highSkilledTarget },
      w.say(`，${workforce.highSkilledAttainment}）；分别尚缺`, '); still missing: '),
      { figure: 'skilledMissing', value: workforce.skilledMissing },
      w.say('人、', ' and '),
      { figure: 'highSkilledMissing', value: workforce.highSkilledMissing },
      w.say('人。', ' persons.'),
    );
  }
  w.part('本期工作', 'Work of the period');
  w.paragraph(
    w.say('本期完成培训', 'In the period '),
    { figure: 'completedRecords', value: headline.completedPeriod, span: 'period' },
    w.say('人次，涉及', ' trainings of '),
    { figure: 'persons', value: headline.personsPeriod, span: 'period' },
    w.say('人；发放补贴', ' persons were completed; '),
    { figure: 'paid', value: headline.paidPeriod, span: 'period' },
    w.say('元，惠及', ' yuan were paid for '),
    { figure: 'paidPersonTimes', value: headline.personTimesPeriod, span: 'period' },
    w.say('人次。', ' person-times.'),
  );
  const own = months.flatMap(({ month, completed }) =>
    completed !== null && month >= period.from.slice(0, 7)
      ? [{ label: month, value: completed, text: shown({ type: 'count' }, String(completed)) }]
      : [],
  );
  const most = own.reduce((best, bar) => (bar.value > best.value ? bar : best), own[0] ?? NO_BAR);
  w.chart(
    { zh: '本期逐月完成培训人次', en: 'Completed by month of the period' },
    w.say(
      `横条图：${own.length}个月的完成人次，${most.label}最多，为${most.text}人次。`,
      `Bars: completed in each of ${own.length} months; the most in ${most.label}: ${most.text}.`,
    ),
    own,
  );
}

const NO_BAR = { label: '', value: 0, text: '' };
const PACE: Record<string, string> = {
  领先: 'ahead',
  正常: 'on track',
  滞后: 'behind',
  严重滞后: 'far behind',
};
const REQUIRED: Record<string, string> = { 已完成: 'completed', 已到期: 'the period has ended' };
