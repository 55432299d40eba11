import { describe, expect, it } from 'vitest';
import { parseFormula } from './formula.ts';

describe('a formula', () => {
  it('falls into figures and the words between them', () => {
    expect(parseFormula('({target} − {completed}) ÷ 剩余月数')).toEqual([
      { words: '(' },
      { figure: 'target' },
      { words: ' − ' },
      { figure: 'completed' },
      { words: ') ÷ 剩余月数' },
    ]);
  });

  it('may have no figure, and braces that are none stay words', () => {
    expect(parseFormula('count(*)')).toEqual([{ words: 'count(*)' }]);
    expect(parseFormula('{a b}')).toEqual([{ words: '{a b}' }]);
    expect(parseFormula('')).toEqual([]);
  });
});
