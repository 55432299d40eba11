import { describe, expect, it } from 'vitest';
import { Day, Instant } from './query.ts';

const said = (schema: typeof Day | typeof Instant, text: string): string[] =>
  schema.safeParse(text).error?.issues.map(({ message }) => message) ?? [];

describe('a day of a request', () => {
  it.each(['1900-01-01', '2021-06-30', '2100-12-31'])('may be %s', (day) =>
    expect(Day.safeParse(day).success).toBe(true),
  );
  it.each(['1899-12-31', '2101-01-01', '9999-12-31', '0001-01-01'])('is of no other year: %s', (day) => {
    expect(said(Day, day)).toEqual([
      expect.stringMatching(/^须在 1900-01-01 至 2100-12-31 之间.* · must be from/),
    ]);
    expect(said(Instant, `${day}T09:00:00+08:00`)).toHaveLength(1);
  });
  it.each(['2021-02-29', '30.6.2021', '2021-6-30', ''])('is a day there is, once told: %j', (day) =>
    expect(said(Day, day)).toHaveLength(1),
  );
});
