import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changeOf, rankForms } from './evaluation-ranking.ts';

const form = (id: string, total: string | null, kind: 'department' | 'town' = 'town') => ({
  id,
  total,
  kind,
});

describe('a ranking', () => {
  it('is of departments and of towns, equal totals share a place, no score has none', () => {
    const ranks = rankForms([
      form('a', '80.00'),
      form('b', '90.50'),
      form('c', '80.00'),
      form('d', '9.99'),
      form('e', null),
      form('f', '10.00', 'department'),
    ]);
    expect(Object.fromEntries(ranks)).toEqual({ a: 2, b: 1, c: 2, d: 4, e: null, f: 1 });
  });

  it('does not depend on the order in which forms come', () => {
    const totals = fc.array(fc.option(fc.integer({ min: 0, max: 10_000 }), { nil: null }), { maxLength: 30 });
    fc.assert(
      fc.property(totals, (cents) => {
        const forms = cents.map((one, index) =>
          form(String(index), one === null ? null : (one / 100).toFixed(2)),
        );
        expect(rankForms([...forms].reverse())).toEqual(new Map([...rankForms(forms)].reverse()));
      }),
    );
  });
});

describe('a trend', () => {
  it.each([
    ['85.50', '80.00', '5.50'],
    ['80.00', '85.50', '-5.50'],
    ['80.05', '80.00', '0.05'],
    ['-1.00', '2.00', '-3.00'],
  ])('from %2$s to %1$s', (total, before, points) => {
    expect(changeOf(total, { period: '2020', total: before })).toEqual({ period: '2020', points });
  });
  it('is none without an earlier total', () => {
    expect(changeOf('80.00', undefined)).toBeNull();
    expect(changeOf(null, { period: '2020', total: '80.00' })).toBeNull();
    expect(changeOf('80.00', { period: '2020', total: null })).toBeNull();
  });
});
