import type { IndicatorTrace } from '@skill-ledger/contracts';
import { expect, it } from 'vitest';
import { hasPoints } from './notation.ts';

const indicators = (...points: (string | null)[]) =>
  points.map((one) => ({ points: one })) as IndicatorTrace[];

it('a unit of which no indicator has points takes no part: nothing is said to be reached', () => {
  expect(hasPoints({ indicators: indicators(null, null) })).toBe(false);
  expect(hasPoints({ indicators: indicators(null, '0.00') })).toBe(true);
});
