import { Yuan } from '@skill-ledger/contracts';
import { describe, expect, it } from 'vitest';
import { rowsAddress } from './rows-address.ts';

const basis = {
  asOf: '2021-06-30',
  snapshot: '1',
  filters: { mode: ['创业培训'], unit: ['人社局', '科协'] },
};

describe('the rows behind a figure', () => {
  it('are asked for with the filters of the page and what the line itself is about', () => {
    const row = { unit: '科协', completed: 3 };
    expect(rowsAddress('completed', { subject: '科协', row, basis })).toEqual({
      figure: 'completed',
      asOf: '2021-06-30',
      mode: '创业培训',
      unit: '科协',
    });
  });

  it('are asked for of a year as of any other dimension', () => {
    const row = { year: 2020, paid: Yuan.parse('1.00') };
    expect(rowsAddress('paid', { subject: '2020', row, basis })).toMatchObject({
      figure: 'paid',
      year: '2020',
    });
  });

  it('cannot be asked for of what was handed down to no unit', () => {
    const left = { unit: '未分解', quota: 3 };
    expect(rowsAddress('quota', { subject: '未分解', row: left, basis })).toBeNull();
  });

  it('of a line that is no unit are those of the departments it counts', () => {
    const row = { unit: '镇街主管', department: ['佛堂镇', '义亭镇'], completed: 3 };
    const plain = { ...basis, filters: {} };
    expect(rowsAddress('completed', { subject: '镇街主管', row, basis: plain })).toEqual({
      figure: 'completed',
      asOf: '2021-06-30',
      department: '佛堂镇,义亭镇',
    });
  });
});
