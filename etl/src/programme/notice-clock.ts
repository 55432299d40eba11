import { UserError } from '../base/errors.ts';
import type { Programme } from './programme.ts';
import { workingDays } from './working-days.ts';

const NOTICE_DAYS = 'notice.days';
const ANSWER_DAYS = 'notice.answerDays';

/** Periods of notices, and of answers to objections, in working days. */
export interface NoticeClock {
  days: number;
  clause: string;
  answerDays: number;
  answerClause: string;
  /**
   * Last day of a notice: the day it starts on is not counted.
   * @throws UserError if the calendar ends before the last answer to it is due
   */
  endOf(startsOn: string): string;
  /** Last day for the answer to an objection; the day of the objection is not counted. */
  answerBy(day: string): string;
  /** Working days from one day to another, as `WorkingDays`. */
  between(from: string, to: string): number;
}

/** The clock of a programme. @throws UserError if it sets no number of days */
export function noticeClock(programme: Pick<Programme, 'calendar' | 'thresholds'>): NoticeClock {
  const calendar = workingDays(programme);
  const limit = (id: string): { value: number; clause: string } => {
    const found = programme.thresholds.get(id);
    if (found) return { value: Number(found.value), clause: found.clause };
    throw new UserError({
      zh: `thresholds.csv 中没有 ${id}，无法公示；请补录天数和依据`,
      en: `thresholds.csv has no ${id}, which notices need: add the number of days with its clause`,
    });
  };
  const shown = limit(NOTICE_DAYS);
  const answered = limit(ANSWER_DAYS);
  return {
    days: shown.value,
    clause: shown.clause,
    answerDays: answered.value,
    answerClause: answered.clause,
    endOf: (startsOn) => {
      const last = calendar.afterKnown(startsOn, shown.value);
      // The calendar must cover the due date of an objection filed on the last day.
      calendar.afterKnown(last, answered.value);
      return last;
    },
    answerBy: (day) => calendar.after(day, answered.value),
    between: calendar.between,
  };
}
