import { describe, expect, it } from 'vitest';
import { lastMissed, nextDue } from './due.ts';

const DAILY = '0 8 * * *';

describe('when work is due', () => {
  it.each([
    ['2021-06-30T07:59:59+08:00', '2021-06-30T08:00:00+08:00'],
    ['2021-06-30T08:00:00+08:00', '2021-07-01T08:00:00+08:00'],
  ])('after %s it is next due at %s', (after, due) => {
    expect(nextDue(DAILY, new Date(after))).toEqual(new Date(due));
  });

  it.each([
    ['not before it is due', '2021-06-30T08:00:00+08:00', '2021-07-01T07:59:59+08:00', null],
    ['at the instant', '2021-06-30T08:00:00+08:00', '2021-07-01T08:00:00+08:00', '2021-07-01T08:00:00+08:00'],
    [
      'once after three days of downtime',
      '2021-06-30T08:00:00+08:00',
      '2021-07-03T12:00:00+08:00',
      '2021-07-03T08:00:00+08:00',
    ],
    [
      'though the last instant lies years back',
      '2009-06-30T08:00:00+08:00',
      '2021-07-03T12:00:00+08:00',
      '2021-07-03T08:00:00+08:00',
    ],
  ])('%s', (_, after, now, due) => {
    expect(lastMissed(DAILY, new Date(after), new Date(now))).toBe(due);
  });

  it('is found when it is due once a year', () => {
    const yearly = '0 8 1 1 *';
    const [after, now] = ['2019-03-01T00:00:00+08:00', '2021-12-31T00:00:00+08:00'].map(
      (text) => new Date(text),
    );
    expect(lastMissed(yearly, after as Date, now as Date)).toBe('2021-01-01T08:00:00+08:00');
  });
});
