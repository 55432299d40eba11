import { expect, it } from 'vitest';
import { periodName, releaseName } from './period-names.ts';

it.each([
  ['2021', '2021 年度', '2021'],
  ['2021Q1', '2021 年第一季度', '2021 first quarter'],
  ['2021H1', '2021 年上半年', '2021 first half'],
  ['2021Q3', '2021 年前三季度', '2021 first three quarters'],
  ['2019-2021', '2019—2021 年', '2019–2021'],
  ['2021Q2', '2021Q2', '2021Q2'],
  ['no period', 'no period', 'no period'],
])('the period %s is called %s', (id, zh, en) => {
  expect(periodName(id)).toEqual({ zh, en });
});

it.each([
  ['2021H1-r2', '2021 年上半年（第 2 版）', '2021 first half (revision 2)'],
  ['2019-2021-r1', '2019—2021 年（第 1 版）', '2019–2021 (revision 1)'],
  ['x', 'x', 'x'],
])('the release %s is called %s', (id, zh, en) => {
  expect(releaseName(id)).toEqual({ zh, en });
});
