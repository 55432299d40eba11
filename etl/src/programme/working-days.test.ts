import { createRequire } from 'node:module';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadProgramme, programmeFolder } from './load.ts';
import { type WorkingDays, workingDays } from './working-days.ts';

/** Independent data of a community-maintained library. */
const published = createRequire(import.meta.url)('chinese-days/dist/chinese-days.json') as {
  holidays: Record<string, string>;
  workdays: Record<string, string>;
};
const YEARS = [2019, 2026] as const;

let days: WorkingDays;
beforeAll(async () => {
  days = workingDays(await loadProgramme(programmeFolder('yiwu-2019-2021')));
});

describe('working days', () => {
  it('agree with a published calendar on every day of its years', () => {
    const differences: string[] = [];
    for (let at = Date.UTC(YEARS[0], 0, 1); at <= Date.UTC(YEARS[1], 11, 31); at += 86_400_000) {
      const day = new Date(at).toISOString().slice(0, 10);
      const isWeekend = [0, 6].includes(new Date(at).getUTCDay());
      const expected = day in published.workdays || (!(day in published.holidays) && !isWeekend);
      if (days.isWorkingDay(day) !== expected) differences.push(day);
    }
    expect(differences).toEqual([]);
  });

  it.each([
    // Spring Festival of 2020 was lengthened to 2 February; 19 January was worked.
    ['2020-01-23', '2020-02-03', 1],
    ['2020-01-17', '2020-01-19', 1],
    ['2021-06-30', '2021-06-30', 0],
    ['2021-07-02', '2021-07-05', 1],
    ['2021-07-05', '2021-07-02', -1],
    ['2021-09-30', '2021-10-08', 1],
  ])('from %s to %s are %i', (from, to, count) => {
    expect(days.between(from, to)).toBe(count);
  });

  it('between two days are those of the days one by one, decades apart too', () => {
    const day = fc
      .date({ min: new Date('1960-01-01'), max: new Date('2100-12-31'), noInvalidDate: true })
      .map((date) => date.toISOString().slice(0, 10));
    fc.assert(
      fc.property(day, day, (one, other) => {
        const [from, to] = [one, other].sort() as [string, string];
        let count = 0;
        for (let at = Date.parse(from) + 86_400_000; at <= Date.parse(to); at += 86_400_000)
          if (days.isWorkingDay(new Date(at).toISOString().slice(0, 10))) count += 1;
        expect(days.between(from, to)).toBe(count);
        expect(days.between(to, from) + count).toBe(0);
      }),
      { numRuns: 50 },
    );
  });

  it('are not counted by the week in years that the calendar does not have, where they bind', () => {
    expect(days.afterKnown('2027-12-30', 1)).toBe('2027-12-31');
    expect(() => days.afterKnown('2027-12-31', 1)).toThrow(/2028/);
    expect(() => days.afterKnown('2018-12-28', 1)).toThrow(/2018/);
  });

  it('are free on the days of the law in the year whose days are not announced yet', () => {
    for (const day of ['2027-01-01', '2027-02-05', '2027-04-05', '2027-06-09', '2027-09-15', '2027-10-01']) {
      expect([day, days.isWorkingDay(day)]).toEqual([day, false]);
    }
  });

  it('cover every year that the library has', () => {
    const years = new Set(Object.keys(published.holidays).map((day) => Number(day.slice(0, 4))));
    const known = [...years].filter((year) => year >= YEARS[0]).sort();
    expect(known.at(-1)).toBe(YEARS[1]);
    for (const year of known) expect(() => days.afterKnown(`${year}-06-01`, 1)).not.toThrow();
  });

  it.each([
    ['2021-09-30', 1, '2021-10-08'],
    ['2021-09-30', 3, '2021-10-11'],
    ['2021-06-30', 0, '2021-06-30'],
  ])('%s and %i more is %s', (day, count, reached) => {
    expect(days.after(day, count)).toBe(reached);
  });
});
