import type { PeriodOpening } from '@skill-ledger/contracts';
import type { Period } from '@skill-ledger/etl';
import type { Refusal } from './step-policy.ts';

/** Why the days of an opening are out of order (period, opening, due date, closing); null if they are not. */
export function refusalOfDays({ dueOn, opensOn, closesOn }: PeriodOpening, period: Period): Refusal | null {
  if (dueOn < period.from) {
    return tooEarly('dueOn', period.from, {
      zh: `截止日期早于评价期首日 ${period.from}，请核对年份`,
      en: `the due date lies before the period begins on ${period.from}: check the year`,
    });
  }
  if (opensOn !== undefined && dueOn < opensOn) {
    return tooEarly('dueOn', opensOn, {
      zh: `截止日期早于开启日期 ${opensOn}`,
      en: `the due date lies before the period is opened on ${opensOn}`,
    });
  }
  return closesOn !== undefined && closesOn < dueOn ? closesTooEarly(dueOn) : null;
}

/** @param day the first that could be chosen */
export const closesTooEarly = (day: string): Refusal =>
  tooEarly('closesOn', day, {
    zh: `关闭日期不能早于 ${day}`,
    en: `the closing day cannot lie before ${day}`,
  });

const tooEarly = (field: string, day: string, text: Refusal['text']): Refusal => ({
  status: 422,
  text,
  errors: [{ field, zh: `不早于 ${day}`, en: `not before ${day}` }],
});

export const unknownUnits = (units: string[]): Refusal => ({
  status: 422,
  text: { zh: `没有这些单位：${units.join('、')}`, en: `there are no such units: ${units.join(', ')}` },
  errors: [{ field: 'units', zh: units.join('、'), en: units.join(', ') }],
});
