import type { Programme } from './programme.ts';

/** The calendar that due dates and notices are counted in. */
export interface WorkingDays {
  isWorkingDay(day: string): boolean;
  /** Working days from one day, not counted, to another, counted; negative where the other lies before it. */
  between(from: string, to: string): number;
  /** The day that is so many working days after another. */
  after(day: string, count: number): string;
}

const MS_A_DAY = 86_400_000;
/** @returns the day so many days later, YYYY-MM-DD; days know no time zone */
const daysLater = (day: string, count: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + count * MS_A_DAY).toISOString().slice(0, 10);

/** Weekends are free and the other days worked, unless the programme's calendar says otherwise. */
export function workingDays({ calendar }: Pick<Programme, 'calendar'>): WorkingDays {
  const known = new Map(calendar.map(({ day, kind }) => [day, kind === 'work']));
  const isWorkingDay = (day: string): boolean =>
    known.get(day) ?? ![0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay());
  const between = (from: string, to: string): number => {
    if (to < from) return -between(to, from);
    let count = 0;
    for (let day = from; day < to; ) {
      day = daysLater(day, 1);
      if (isWorkingDay(day)) count += 1;
    }
    return count;
  };
  const after = (day: string, count: number): string => {
    let reached = day;
    for (let left = count; left > 0; ) {
      reached = daysLater(reached, 1);
      if (isWorkingDay(reached)) left -= 1;
    }
    return reached;
  };
  return { isWorkingDay, between, after };
}
