import { FigureValues } from '@skill-ledger/contracts';
import { describe, expect, it } from 'vitest';
import { FIGURES } from './definitions.ts';

describe('the definitions', () => {
  it('cover every figure', () => {
    const ids = FigureValues.keyof().options;
    expect(Object.keys(FIGURES).sort()).toEqual([...ids].sort());
  });

  it('have formulas that name figures, the goal or the statistic', () => {
    const known = [...Object.keys(FIGURES), 'goal', 'employed', 'skilled', 'highSkilled'];
    const named = Object.values(FIGURES).flatMap(({ formula }) =>
      [...formula.zh.matchAll(/\{(\w+)\}/g)].map(([, id]) => id),
    );
    expect(named.length).toBeGreaterThan(10);
    expect(known).toEqual(expect.arrayContaining(named));
  });
});
