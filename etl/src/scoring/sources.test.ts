import { describe, expect, it } from 'vitest';
import { sourceOf } from './sources.ts';

describe('what is counted', () => {
  it.each([
    ['completed_on IS NOT NULL', "aspect = 'result'"],
    ['passed_on IS NOT NULL OR failed_on IS NOT NULL', "aspect = 'result'"],
    ['list_contains($families, family) AND certified_on <= $until::DATE', "aspect = 'result'"],
    ['NOT list_contains($others, category)', "aspect = 'category'"],
    ['rating >= $least::INTEGER', "aspect = 'rating'"],
  ])('by the tally of what a condition tells apart: %s', (condition, aspect) => {
    expect(sourceOf('training', condition)).toEqual({
      sql: expect.stringContaining(aspect),
      count: 'sum(trainings)',
    });
  });

  it.each(["category = '脱贫户' AND rating = 5", 'certified_on IS NULL AND rating = 5'])(
    'row by row where no tally tells it apart: %s',
    (condition) => {
      const { sql, count } = sourceOf('training', condition);
      expect(sql).not.toContain('training_tally');
      expect(count).toBe('count(*)');
    },
  );
});
