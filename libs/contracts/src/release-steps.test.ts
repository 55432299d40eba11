import { describe, expect, it } from 'vitest';
import { CAPABILITIES, Role } from './access.ts';
import { refusalOfRelease } from './release-refusals.ts';
import { judgeReleaseStep, RELEASE_STEPS, ReleaseAction, ReleaseState, stateAfter } from './release-steps.ts';
import type { ReleaseCheck } from './release-way.ts';

/** Every state and action written down once more: the state the step leads to and the letter of who may take it. */
const EXPECTED = `
  from       build   acknowledge submit      return  approve     schedule   unschedule publish     supersede    askWithdrawal keep         withdraw    discard
  draft      draft:o draft:o     submitted:o –       –           –          –          –           –            –             –            –           discarded:o
  submitted  –       –           –           draft:b submitted:b –          –          –           –            –             –            –           discarded:o
  approved   –       –           –           draft:b –           approved:o approved:o published:o –            –             –            –           discarded:o
  published  –       –           –           –       –           –          –          –           superseded:- published:b   published:b  withdrawn:b –
  superseded –       –           –           –       –           –          –          –           –            superseded:b  superseded:b withdrawn:b –
  withdrawn  –       –           –           –       –           –          –          –           –            –             –            –           –
  discarded  draft:o –           –           –       –           –          –          –           –            –             –            –           –`;
const WHO: Record<string, Role[]> = { o: ['office'], b: ['office', 'finance'] };

const [head = [], ...lines] = EXPECTED.trim()
  .split('\n')
  .map((line) => line.trim().split(/\s+/));
const cells = lines.flatMap(([from = '', ...rest]) =>
  rest.map((cell, index) => ({
    from: ReleaseState.parse(from),
    action: ReleaseAction.parse(head[index + 1]),
    to: cell.split(':')[0],
    who: WHO[cell.split(':')[1] ?? ''] ?? [],
  })),
);

describe('the steps of a release', () => {
  it('are judged for every state and action', () => {
    expect(cells).toHaveLength(ReleaseState.options.length * ReleaseAction.options.length);
  });

  it.each(cells)('$action from $from', ({ from, action, to, who }) => {
    expect(RELEASE_STEPS[from][action]?.to ?? '–').toBe(to);
    const allowed = Role.options.filter((role) => judgeReleaseStep(role, from, action) === 'allowed');
    expect(allowed.sort()).toEqual([...who].sort());
  });

  it('use capabilities that the role table has', () => {
    for (const steps of Object.values(RELEASE_STEPS)) {
      for (const { capability } of Object.values(steps)) expect(CAPABILITIES).toHaveProperty([capability]);
    }
  });

  it('approve a release only with both bureaus', () => {
    expect(stateAfter('submitted', 'approve', [{ role: 'office' }])).toBe('submitted');
    expect(stateAfter('submitted', 'approve', [{ role: 'finance' }, { role: 'finance' }])).toBe('submitted');
    expect(stateAfter('submitted', 'approve', [{ role: 'finance' }, { role: 'office' }])).toBe('approved');
  });
});

describe('what must hold beside the state', () => {
  const warning: ReleaseCheck = {
    ...{ id: 'quarantine', outcome: 'warning', link: null, acknowledged: null },
    text: { zh: '3 行', en: '3 rows' },
  };
  const failed: ReleaseCheck = { ...warning, id: 'scan', outcome: 'error' };
  const done: ReleaseCheck = { ...warning, acknowledged: { reason: 'x', by: 'x', at: 'x' } };
  const approval = { role: 'finance' as const, account: 'f' };
  const facts = (
    state: ReleaseState,
    more: Partial<Parameters<typeof refusalOfRelease>[1]> = {},
    release: object = {},
  ) => ({
    ...{ role: 'office' as Role, account: 'o', now: new Date('2021-07-01T00:00:00Z'), checks: [] },
    release: { id: '2021H1-r1', state, approvals: [], withdrawal: null, ...release },
    ...more,
  });

  it.each<[string, ReleaseAction, ReturnType<typeof facts>, number | null]>([
    ['a failed check blocks', 'submit', facts('draft', { checks: [failed] }), 409],
    ['a warning blocks', 'submit', facts('draft', { checks: [warning] }), 409],
    ['an acknowledged one does not', 'submit', facts('draft', { checks: [done] }), null],
    ['a warning no longer blocks', 'publish', facts('approved', { checks: [warning] }), null],
    ['a failed check does', 'publish', facts('approved', { checks: [failed] }), 409],
    ['a return without a reason', 'return', facts('submitted'), 422],
    ['a return with one', 'return', facts('submitted', { comment: '金额不符' }), null],
    ['the other bureau approves', 'approve', facts('submitted', {}, { approvals: [approval] }), null],
    [
      'the same bureau does not approve twice',
      'approve',
      facts('submitted', { role: 'finance', account: 'g' }, { approvals: [approval] }),
      409,
    ],
    ['nor the same person', 'approve', facts('submitted', { account: 'f' }, { approvals: [approval] }), 409],
    ['a time that has passed', 'schedule', facts('approved', { publishAt: '2021-06-30T00:00:00Z' }), 422],
    ['a time far ahead', 'schedule', facts('approved', { publishAt: '2031-06-30T00:00:00Z' }), 422],
    ['a time to come', 'schedule', facts('approved', { publishAt: '2021-07-02T00:00:00Z' }), null],
    ['a withdrawal that was not asked for', 'withdraw', facts('published'), 409],
    [
      'one asked for by the same bureau',
      'withdraw',
      facts('published', {}, { withdrawal: { role: 'office', account: 'p' } }),
      409,
    ],
    ['one asked for by the other', 'withdraw', facts('published', {}, { withdrawal: approval }), null],
    [
      'one asked for twice',
      'askWithdrawal',
      facts('published', { comment: 'x' }, { withdrawal: approval }),
      409,
    ],
    ['a leader', 'publish', facts('approved', { role: 'leader' }), 403],
    ['what the table does not have', 'publish', facts('draft'), 409],
  ])('%s', (_, action, asked, status) => {
    expect(refusalOfRelease(action, asked)?.status ?? null).toBe(status);
  });
});
