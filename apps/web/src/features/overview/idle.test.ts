import { NO_YUAN, Yuan } from '@skill-ledger/contracts';
import { describe, expect, it } from 'vitest';
import { hasNoMoney, withoutIdle } from './idle.ts';

const given = { domain: '安全技能', quota: 500, completed: 0, enrolled: 0 };
const none = (domain: string) => ({
  domain,
  enrolled: 0,
  completed: 0,
  paid: NO_YUAN,
  absent: { quota: '未分解' as const },
});

describe('rows of which nothing is to be said', () => {
  it('are listed in one line if there are several', () => {
    const worked = { ...none('电商物流'), enrolled: 12 };
    const { shown, idle } = withoutIdle([given, none('智能制造'), worked, none('技能精进')]);
    expect(shown).toEqual([given, worked]);
    expect(idle.map(({ domain }) => domain)).toEqual(['智能制造', '技能精进']);
  });

  it('stay where it is one, and where they have a target', () => {
    const one = [given, none('智能制造')];
    expect(withoutIdle(one)).toEqual({ shown: one, idle: [] });
    const measured = ['a', 'b'].map((domain) => ({ ...none(domain), target: 1000 }));
    expect(withoutIdle(measured)).toEqual({ shown: measured, idle: [] });
  });
});

describe('a scope without money', () => {
  it('has neither budget nor payment', () => {
    expect(hasNoMoney({ paid: NO_YUAN })).toBe(true);
    expect(hasNoMoney({ paid: Yuan.parse('0.01') })).toBe(false);
    expect(hasNoMoney({ paid: NO_YUAN, budget: NO_YUAN })).toBe(false);
  });
});
