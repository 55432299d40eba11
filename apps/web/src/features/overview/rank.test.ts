import { describe, expect, it } from 'vitest';
import { isLagging, lowestGap } from './pace.ts';
import { rankUnits } from './rank.ts';

describe('units by pace', () => {
  const ranked = rankUnits([
    { unit: '科协', completed: 10 },
    { unit: '人社局', paceGap: -3.2, pace: '正常' },
    { unit: '经信局', paceGap: 4, pace: '领先' },
    { unit: '建设局', paceGap: -20, pace: '严重滞后' },
    { unit: '妇联', paceGap: -3.2, pace: '正常' },
    { unit: '未分解', quota: 300 },
  ]);

  it('stand best first; equal gaps share a place; those without one come last', () => {
    expect(ranked.map(({ name, rank }) => [name, rank])).toEqual([
      ['经信局', 1],
      ['人社局', 2],
      ['妇联', 2],
      ['建设局', 4],
      ['科协', undefined],
      ['未分解', undefined],
    ]);
  });

  it('know who is furthest behind', () => {
    expect(lowestGap(ranked)?.name).toBe('建设局');
    expect(ranked.filter(isLagging).map(({ name }) => name)).toEqual(['建设局']);
    expect(lowestGap(rankUnits([{ town: '佛堂镇' }]))).toBeUndefined();
  });
});
