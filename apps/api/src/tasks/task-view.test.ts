import { workingDays } from '@skill-ledger/etl';
import { describe, expect, it } from 'vitest';
import { lightOf } from './task-view.ts';

/** The National Day of 2021: 1 to 7 October are holidays, 26 September and 9 October are working days. */
const HOLIDAYS = Array.from({ length: 7 }, (_, index) => ({
  day: `2021-10-0${index + 1}`,
  kind: 'holiday' as const,
  name: '国庆节',
  clause: '',
}));
const today = { day: '2021-09-29', workingDays: workingDays({ calendar: HOLIDAYS }) };

describe('the light of a task', () => {
  it.each([
    ['overdue, before all', 'doing', '2021-09-28', true, 'overdue'],
    ['behind, before it is due soon', 'doing', '2021-09-30', true, 'behind'],
    ['soon on its last day', 'open', '2021-09-29', false, 'soon'],
    ['soon over a holiday: the third working day is 11 October', 'open', '2021-10-11', false, 'soon'],
    ['none a working day earlier', 'open', '2021-10-12', false, null],
    ['none once it is closed', 'closed', '2021-09-01', true, null],
  ] as const)('is %s', (_, state, dueOn, isBehind, light) => {
    expect(lightOf({ state, dueOn }, isBehind, today)).toBe(light);
  });
});
