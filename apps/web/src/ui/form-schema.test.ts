import { Day } from '@skill-ledger/contracts';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { explainIssue } from './form-issue.ts';
import { orEmpty } from './form-schema.ts';

const Fields = z.object({
  day: orEmpty(Day),
  note: orEmpty(z.string().max(3)),
  code: orEmpty(z.string().regex(/^K/, '须以 K 开头 · must begin with K')),
});
const messages = (values: z.input<typeof Fields>): Record<string, string> => {
  const { error } = Fields.safeParse(values, { error: (issue) => explainIssue(issue).en });
  return Object.fromEntries((error?.issues ?? []).map(({ path, message }) => [String(path[0]), message]));
};

describe('a field that may stay empty', () => {
  it('takes an empty text, and what the contract takes', () => {
    expect(messages({ day: '', note: '', code: '' })).toEqual({});
    expect(messages({ day: '2021-06-30', note: 'abc', code: 'K1' })).toEqual({});
  });

  it('explains what the contract refuses', () => {
    expect(messages({ day: '2021-02-30', note: 'abcd', code: '1' })).toEqual({
      day: 'Enter a date like 2021-06-30',
      note: 'At most 3 characters',
      code: '须以 K 开头 · must begin with K',
    });
  });
});
