import { describe, expect, it } from 'vitest';
import { CAPABILITIES, Role } from './access.ts';
import { FORM_STEPS, FormAction, FormState, flagsOf, judgeStep } from './evaluation-steps.ts';

/** Every state and action written down once more: the state the step leads to and the letter of who may take it. */
const EXPECTED = `
  from        save       handIn       takeBack  confirm     accept      return     review      finalise publish     unpublish
  notStarted  filling:u  confirming:u –         –           –           –          –           –        –           –
  filling     filling:u  confirming:u –         –           –           –          –           –        –           –
  confirming  –          –            filling:u submitted:u –           –          –           –        –           –
  submitted   –          –            –         –           reviewing:r filling:r  –           –        –           –
  reviewing   –          –            –         –           –           filling:r  reviewing:r final:o  –           –
  final       –          –            –         –           –           –          –           –        published:o –
  published   –          –            –         –           –           –          –           –        –           final:o`;
const WHO: Record<string, Role[]> = { u: ['unit'], r: ['office', 'finance'], o: ['office'] };

const [head = [], ...lines] = EXPECTED.trim()
  .split('\n')
  .map((line) => line.trim().split(/\s+/));
const cells = lines.flatMap(([from = '', ...rest]) =>
  rest.map((cell, index) => ({
    from: FormState.parse(from),
    action: FormAction.parse(head[index + 1]),
    to: cell.split(':')[0],
    who: WHO[cell.split(':')[1] ?? ''] ?? [],
  })),
);

describe('the steps of a form', () => {
  it('are judged for every state and action', () => {
    expect(cells).toHaveLength(FormState.options.length * FormAction.options.length);
  });

  it.each(cells)('$action from $from', ({ from, action, to, who }) => {
    expect(FORM_STEPS[from][action]?.to ?? '–').toBe(to);
    const allowed = Role.options.filter((role) => judgeStep(role, from, action) === 'allowed');
    expect(allowed.sort()).toEqual([...who].sort());
    for (const role of Role.options.filter((one) => !allowed.includes(one))) {
      expect(judgeStep(role, from, action)).toBe(who.length === 0 ? 'never' : 'refused');
    }
  });

  it('each ask for what must hold', () => {
    const requires = Object.values(FORM_STEPS).flatMap((steps) =>
      Object.entries(steps).map(([action, { requires }]) => [action, requires.join(' ')]),
    );
    expect(Object.fromEntries(requires.filter(([, needs]) => needs !== ''))).toEqual({
      handIn: 'complete',
      confirm: 'complete secondPerson',
      return: 'comment',
      finalise: 'reviewed',
    });
  });

  it('use capabilities that the role table has', () => {
    for (const steps of Object.values(FORM_STEPS)) {
      for (const { capability } of Object.values(steps)) expect(CAPABILITIES).toHaveProperty([capability]);
    }
  });
});

describe('flags of a form', () => {
  const form = { state: 'filling' as const, dueOn: '2022-01-20', late: false, returns: 0 };
  it.each([
    [form, '2022-01-20', []],
    [form, '2022-01-21', ['overdue']],
    [{ ...form, state: 'confirming' as const }, '2022-01-21', ['overdue']],
    [{ ...form, state: 'submitted' as const }, '2022-01-21', []],
    [{ ...form, state: 'reviewing' as const, late: true }, '2022-01-21', ['late']],
    [{ ...form, returns: 1 }, '2022-01-20', ['returned']],
    [{ ...form, returns: 2, late: true }, '2022-01-21', ['overdue', 'returnedTwice']],
  ])('%j on %s', (one, today, flags) => expect(flagsOf(one, today)).toEqual(flags));
});
