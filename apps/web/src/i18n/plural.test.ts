import { describe, expect, it } from 'vitest';
import { plural } from './plural.ts';

describe('an English count', () => {
  it.each([
    [1, '1 list is'],
    ['1', '1 list is'],
    [0, '0 lists are'],
    ['1,001', '1,001 lists are'],
  ])('%s', (count, wanted) => expect(plural(count, 'list is', 'lists are')).toBe(wanted));
});
