import { describe, expect, it } from 'vitest';
import { CAPABILITIES, Role } from './access.ts';
import {
  judgeNoticeStep,
  judgeObjectionStep,
  NOTICE_STEPS,
  NoticeAction,
  NoticeState,
  noticeStateOn,
  OBJECTION_STEPS,
  ObjectionAction,
  ObjectionState,
  rowResult,
} from './notice-steps.ts';

/** Every state and action written down once more: where it leads, and who may take it (o: the office, -: the clock). */
const NOTICES = `
  from     open stop       end
  running  –    stopped:o  ended:-
  ended    –    –          –
  stopped  –    –          –`;
const OBJECTIONS = `
  from      file hold    uphold    dismiss
  open      –    open:o  upheld:o  dismissed:o
  upheld    –    –       –         –
  dismissed –    –       –         –`;

const cellsOf = (table: string) => {
  const [head = [], ...lines] = table
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/));
  return lines.flatMap(([from = '', ...rest]) =>
    rest.map((cell, at) => ({
      from,
      action: head[at + 1] ?? '',
      to: cell.split(':')[0],
      who: cell.split(':')[1],
    })),
  );
};
const who = (letter: string | undefined): Role[] => (letter === 'o' ? ['office'] : []);

describe('the steps of a notice', () => {
  const cells = cellsOf(NOTICES).map((cell) => ({
    ...cell,
    from: NoticeState.parse(cell.from),
    action: NoticeAction.parse(cell.action),
  }));

  it('are judged for every state and action', () => {
    expect(cells).toHaveLength(NoticeState.options.length * NoticeAction.options.length);
  });

  it.each(cells)('$action from $from', ({ from, action, to, who: letter }) => {
    expect(NOTICE_STEPS[from][action]?.to ?? '–').toBe(to);
    expect(Role.options.filter((role) => judgeNoticeStep(role, from, action) === 'allowed')).toEqual(
      who(letter),
    );
  });

  it('end with the last day, before the schedule has closed them', () => {
    const notice = { state: 'running', endsOn: '2021-06-08' } as const;
    expect(noticeStateOn(notice, '2021-06-08')).toBe('running');
    expect(noticeStateOn(notice, '2021-06-09')).toBe('ended');
    expect(noticeStateOn({ ...notice, state: 'stopped' }, '2021-06-09')).toBe('stopped');
  });
});

describe('the steps of an objection', () => {
  const cells = cellsOf(OBJECTIONS).map((cell) => ({
    ...cell,
    from: ObjectionState.parse(cell.from),
    action: ObjectionAction.parse(cell.action),
  }));

  it('are judged for every state and action', () => {
    expect(cells).toHaveLength(ObjectionState.options.length * ObjectionAction.options.length);
  });

  it.each(cells)('$action from $from', ({ from, action, to, who: letter }) => {
    expect(OBJECTION_STEPS[from][action]?.to ?? '–').toBe(to);
    const allowed = Role.options.filter((role) => judgeObjectionStep(role, from, action) === 'allowed');
    expect(allowed).toEqual(who(letter));
  });

  it('use capabilities that the role table has, and words where a decision is made', () => {
    for (const { capability, needsText, to } of Object.values(OBJECTION_STEPS.open)) {
      expect(CAPABILITIES).toHaveProperty([capability ?? '']);
      expect(needsText).toBe(to !== 'open');
    }
  });
});

describe('what becomes of a row', () => {
  const about = (row: number | null, state: ObjectionState, hold: 'row' | 'notice' = 'row') => ({
    row,
    state,
    hold,
  });

  it.each([
    ['no objection', 'ended', [], 'clear'],
    ['none yet', 'running', [], 'running'],
    ['an open one', 'ended', [about(1, 'open')], 'held'],
    ['an open one while it runs', 'running', [about(1, 'open')], 'held'],
    ['one to another row', 'ended', [about(2, 'open')], 'clear'],
    ['one to another row that holds the list', 'ended', [about(2, 'open', 'notice')], 'held'],
    ['one to the list', 'ended', [about(null, 'open', 'notice')], 'held'],
    ['one that was dismissed', 'ended', [about(1, 'dismissed', 'notice')], 'clear'],
    ['one that was upheld', 'ended', [about(1, 'upheld')], 'upheld'],
    ['one to another row that was upheld', 'ended', [about(2, 'upheld', 'notice')], 'clear'],
    ['one to the list that was upheld', 'ended', [about(null, 'upheld')], 'upheld'],
    ['upheld before open', 'ended', [about(1, 'open'), about(1, 'upheld')], 'upheld'],
    ['a list taken down', 'stopped', [about(1, 'upheld')], 'stopped'],
  ] as const)('%s', (_, state, objections, result) => {
    expect(rowResult(state, 1, objections)).toBe(result);
  });
});
