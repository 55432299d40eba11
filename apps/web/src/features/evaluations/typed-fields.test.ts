import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  conflictOf,
  markSent,
  rebase,
  savableOf,
  shownValues,
  type TypedFields,
  typeInto,
  withoutKept,
} from './typed-fields.ts';

const NOTHING_HELD = new Set<string>();
const begun = typeInto({}, { a: 'old' }, 'a', 'mine');

describe('what is typed', () => {
  it('is shown over what the server has, and sent', () => {
    expect(shownValues(begun, { a: 'old', b: 'x' })).toEqual({ a: 'mine', b: 'x' });
    expect(savableOf(begun, { a: 'old' }, NOTHING_HELD)).toEqual({ a: 'mine' });
    expect(savableOf(begun, { a: 'old' }, new Set(['a']))).toEqual({});
  });

  it('is in conflict where another user wrote something else meanwhile, and is then not sent', () => {
    expect(conflictOf(begun, { a: 'theirs' }, 'a')).toBe('theirs');
    expect(savableOf(begun, { a: 'theirs' }, NOTHING_HELD)).toEqual({});
    expect(conflictOf(begun, { a: 'mine' }, 'a')).toBeUndefined();
    expect(conflictOf(begun, { a: 'old' }, 'b')).toBeUndefined();
  });

  it('is in no conflict with what was sent and whose answer was lost', () => {
    const further = typeInto(markSent(begun, { a: 'mine' }), { a: 'old' }, 'a', 'mine and more');
    expect(conflictOf(further, { a: 'mine' }, 'a')).toBeUndefined();
    expect(savableOf(further, { a: 'mine' }, NOTHING_HELD)).toEqual({ a: 'mine and more' });
  });

  it('starts again from the acknowledged value', () => {
    const further = rebase(typeInto(begun, { a: 'old' }, 'a', 'more'), { a: 'mine' });
    expect(conflictOf(further, { a: 'mine' }, 'a')).toBeUndefined();
    expect(conflictOf(further, { a: 'theirs' }, 'a')).toBe('theirs');
    expect(withoutKept(further, { a: 'more' })).toEqual({});
  });

  it('is never lost and never overwrites: whatever two users type into the same fields, each text is kept, shown or asked about', () => {
    const field = fc.constantFrom('a', 'b');
    const step = fc.tuple(fc.constantFrom('mine', 'theirs', 'save'), field, fc.string({ minLength: 1 }));
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        let server: Record<string, string> = {};
        let typed: TypedFields = {};
        for (const [who, name, text] of steps) {
          if (who === 'mine') typed = typeInto(typed, server, name, text);
          else if (who === 'theirs') server = { ...server, [name]: text };
          else {
            const sent = savableOf(typed, server, NOTHING_HELD);
            // A text that was not visible when editing began is never overwritten.
            for (const one of Object.keys(sent)) expect(conflictOf(typed, server, one)).toBeUndefined();
            server = { ...server, ...sent };
            typed = withoutKept(rebase(typed, sent), server);
          }
          for (const [one, { text: own }] of Object.entries(typed)) {
            expect(shownValues(typed, server)[one]).toBe(own);
          }
        }
      }),
    );
  });
});
