import { UserError } from '../base/errors.ts';
import type { Programme } from './programme.ts';

/** The calendar of due dates and notices. */
export interface WorkingDays {
  isWorkingDay(day: string): boolean;
  /** Working days from one day, not counted, to another, counted; negative where the other lies before it. */
  between(from: string, to: string): number;
  /** The day this many working days after another. */
  after(day: string, count: number): string;
  /**
   * As `after`, for binding days: requires calendar lines for every year.
   * @throws UserError that names the year
   */
  afterKnown(day: string, count: number): string;
}

const MS_A_DAY = 86_400_000;
/** @returns days since 1 January 1970, a Thursday; no time zone is involved */
const numberOf = (day: string): number => Date.parse(`${day}T00:00:00Z`) / MS_A_DAY;
/** @returns the day this many days later, YYYY-MM-DD; no time zone is involved */
const daysLater = (day: string, count: number): string =>
  new Date((numberOf(day) + count) * MS_A_DAY).toISOString().slice(0, 10);

/** Days of the week from Monday to Friday, from a Monday in 1969 to a day, both counted. */
const weekdaysUntil = (day: number): number => {
  const days = day + 4;
  return Math.floor(days / 7) * 5 + Math.min(days - Math.floor(days / 7) * 7, 5);
};
const isWeekday = (day: string): boolean => ![0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay());

/** Weekends are free and the other days worked, unless the programme's calendar says otherwise. */
export function workingDays({ calendar }: Pick<Programme, 'calendar'>): WorkingDays {
  const known = new Map(calendar.map(({ day, kind }) => [day, kind === 'work']));
  const isWorkingDay = (day: string): boolean => known.get(day) ?? isWeekday(day);
  const changed = [...known].filter(([day, isWorked]) => isWorked !== isWeekday(day));
  const between = (from: string, to: string): number => {
    if (to < from) return -between(to, from);
    // By weeks, not by days: a due date may lie decades away, and each look at a list counts each of its tasks.
    return changed.reduce(
      (count, [day, isWorked]) => (day > from && day <= to ? count + (isWorked ? 1 : -1) : count),
      weekdaysUntil(numberOf(to)) - weekdaysUntil(numberOf(from)),
    );
  };
  const after = (day: string, count: number): string => {
    let reached = day;
    for (let left = count; left > 0; ) {
      reached = daysLater(reached, 1);
      if (isWorkingDay(reached)) left -= 1;
    }
    return reached;
  };
  const years = new Set(calendar.map(({ day }) => day.slice(0, 4)));
  const afterKnown = (day: string, count: number): string => {
    const reached = after(day, count);
    for (let year = Number(day.slice(0, 4)); year <= Number(reached.slice(0, 4)); year += 1) {
      if (!years.has(String(year))) throw missingYear(year);
    }
    return reached;
  };
  return { isWorkingDay, between, after, afterKnown };
}

const missingYear = (year: number): UserError =>
  new UserError({
    zh: `calendar.csv 没有 ${year} 年的放假和调休安排，无法计算工作日；请按国务院办公厅通知补录后再试`,
    en: `calendar.csv has no holidays and make-up days of ${year}, so that working days cannot be counted: add them as announced by the State Council, then try again`,
  });
