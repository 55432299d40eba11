import { beforeAll, describe, expect, it } from 'vitest';
import { loadProgramme, programmeFolder } from './load.ts';
import { noticeClock } from './notice-clock.ts';
import type { Programme } from './programme.ts';

let programme: Programme;
beforeAll(async () => {
  programme = await loadProgramme(programmeFolder('yiwu-2019-2021'));
});

describe('the clock of a notice', () => {
  it('counts the working days of the programme, with their clause', () => {
    const { days, clause, answerDays } = noticeClock(programme);
    expect([days, answerDays]).toEqual([5, 10]);
    expect(clause).toContain('§五');
  });

  it.each([
    ['an ordinary week', '2021-06-01', '2021-06-08'],
    ['a start on a Sunday', '2021-06-06', '2021-06-11'],
    ['the holidays of October with the Saturday that is worked', '2021-09-28', '2021-10-11'],
    ['Spring Festival of 2020, which was lengthened', '2020-01-22', '2020-02-06'],
    ['the end of a year', '2020-12-30', '2021-01-07'],
  ])('%s', (_, startsOn, endsOn) => {
    expect(noticeClock(programme).endOf(startsOn)).toBe(endsOn);
  });

  it('refuses days that the calendar does not have, those of the last answer too', () => {
    const { endOf, answerBy } = noticeClock(programme);
    expect(endOf('2027-12-09')).toBe('2027-12-16');
    expect(answerBy('2027-12-16')).toBe('2027-12-30');
    expect(() => endOf('2027-12-14')).toThrow(/2028/);
    expect(() => endOf('2027-12-28')).toThrow(/2028/);
  });

  it('needs its thresholds', () => {
    const thresholds = new Map(programme.thresholds);
    thresholds.delete('notice.days');
    expect(() => noticeClock({ ...programme, thresholds })).toThrow(/notice\.days/);
  });
});
