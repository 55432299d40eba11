import { describe, expect, it } from 'vitest';
import { Role } from './access.ts';
import { CaseStatus } from './case-status.ts';
import { judgeTransition, SettledStatus, transitionsFrom } from './case-transitions.ts';

/** Every pair of statuses and who may make the transition, stated independently: d decides, a answers too, – none. */
const EXPECTED = `
  from       open checking confirmed dismissed rectified
  open       –    a        d         d         d
  checking   d    a        d         d         d
  confirmed  –    d        d         d         d
  dismissed  –    d        d         d         –
  rectified  –    d        d         –         d
  corrected  –    –        d         d         d`;
const [head = [], ...lines] = EXPECTED.trim()
  .split('\n')
  .map((line) => line.trim().split(/\s+/));
const cells = lines.flatMap(([from = '', ...rest]) =>
  rest.map((letter, index) => ({
    from: CaseStatus.parse(from),
    to: SettledStatus.parse(head[index + 1]),
    letter,
  })),
);
const WHO: Record<string, Role[]> = { '–': [], d: ['office', 'finance'], a: ['office', 'finance', 'unit'] };

describe('the steps of a case', () => {
  it('are defined for every pair of statuses', () => {
    expect(cells).toHaveLength(CaseStatus.options.length * SettledStatus.options.length);
  });

  it.each(cells)('from $from to $to', ({ from, to, letter }) => {
    const allowed = Role.options.filter((role) => judgeTransition(role, from, to) === 'allowed');
    expect(allowed.sort()).toEqual([...(WHO[letter] ?? [])].sort());
    expect(judgeTransition('office', from, to) === 'never').toBe(letter === '–');
  });

  it.each(['confirmed', 'dismissed', 'rectified'] as const)('let no unit undo %s', (verdict) => {
    expect(transitionsFrom('unit', verdict)).toEqual([]);
  });

  it.each(['auditor', 'leader', 'admin'] as const)('are none for %s', (role) => {
    expect(CaseStatus.options.flatMap((from) => transitionsFrom(role, from))).toEqual([]);
  });
});
