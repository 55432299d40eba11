import { describe, expect, it } from 'vitest';
import { Role } from './access.ts';
import { judgeTaskStep, TaskAction, TaskState, taskStepsOf } from './task-steps.ts';

/** Every state and step, and who may take it, written down once more: a the assignee, g those who give tasks, – none. */
const EXPECTED = `
  state     start reply handIn return close reopen change
  open      a     ag    a      –      g     –      g
  doing     –     ag    a      –      g     –      g
  handedIn  –     ag    –      g      g     –      g
  closed    –     –     –      –      –     g      –`;
const [head = [], ...lines] = EXPECTED.trim()
  .split('\n')
  .map((line) => line.trim().split(/\s+/));
const cells = lines.flatMap(([state = '', ...letters]) =>
  letters.map((who, index) => ({
    state: TaskState.parse(state),
    action: TaskAction.parse(head[index + 1]),
    who,
  })),
);
const GIVERS: Role[] = ['leader', 'office', 'finance'];
const ANSWERERS: Role[] = [...GIVERS, 'unit'];

describe('the steps of a task', () => {
  it('are judged for every state and step', () => {
    expect(cells).toHaveLength(TaskState.options.length * TaskAction.options.length);
  });

  it.each(cells)('$action from $state', ({ state, action, who }) => {
    for (const isAssignee of [true, false]) {
      const allowed = Role.options.filter(
        (role) => judgeTaskStep({ role, isAssignee }, state, action) === 'allowed',
      );
      const expected = new Set([
        ...(who.includes('g') ? GIVERS : []),
        ...(who.includes('a') && isAssignee ? ANSWERERS : []),
      ]);
      expect(allowed.sort()).toEqual([...expected].sort());
    }
    expect(judgeTaskStep({ role: 'office', isAssignee: true }, state, action) === 'never').toBe(who === '–');
  });

  it.each(['auditor', 'admin'] as const)('are none for %s', (role) => {
    expect(TaskState.options.flatMap((state) => taskStepsOf({ role, isAssignee: true }, state))).toEqual([]);
  });
});
