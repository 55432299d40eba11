import { describe, expect, it } from 'vitest';
import { type CaseChange, Yuan } from '../../../../libs/contracts/src/index.ts';
import { recoveryRefused } from './recovery.ts';

const finding = (stake: string, paid: string, closedAt: string | null = null) => ({
  rule: 'R01',
  key: 'F1',
  stake: Yuan.parse(stake),
  paid: Yuan.parse(paid),
  closedAt,
});

describe('what may be noted as recovered', () => {
  it.each<[string, ReturnType<typeof finding>, CaseChange, string | null]>([
    ['what is at stake', finding('100.00', '1500.00'), { recovered: '100' }, null],
    ['a fen more, unexplained', finding('100.00', '1500.00'), { recovered: '100.01' }, '写明原因'],
    [
      'more than the stake, explained',
      finding('100.00', '1500.00'),
      { recovered: '1500', comment: 'x' },
      null,
    ],
    [
      'more than was paid',
      finding('100.00', '1500.00'),
      { recovered: '1500.01', comment: 'x' },
      '多于已发放',
    ],
    ['of what was not paid', finding('100.00', '0.00'), { recovered: '1', comment: 'x' }, '还没有发放'],
    ['nothing, of what was not paid', finding('100.00', '0.00'), { recovered: '0' }, null],
    ['no amount at all', finding('100.00', '0.00'), { comment: 'x' }, null],
    ['what was at stake before it was closed', finding('100.00', '0.00', '2021'), { recovered: '100' }, null],
  ])('%s', (_, of, change, problem) => {
    const refused = recoveryRefused(of, change);
    if (problem === null) expect(refused).toBeNull();
    else expect(refused?.text.zh).toContain(problem);
  });
});
