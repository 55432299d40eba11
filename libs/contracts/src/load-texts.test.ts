import { describe, expect, it } from 'vitest';
import type { LoadEffect, Mended } from './load.ts';
import { effectText, mendedText, releasedText } from './load-texts.ts';

const failing = [{ before: ['V03'], now: ['V09'], rows: 1 }];
const mended = (change: Partial<Mended>): Mended => ({
  untouched: 0,
  changed: 10,
  passed: 9,
  outdated: 0,
  failing,
  ...change,
});

describe('what a load came to', () => {
  it.each<[string, Mended, string, string]>([
    [
      'one still wrong',
      mended({}),
      '10 行改动：9 通过，1 仍有错（V03 → V09）',
      '10 rows changed: 9 passed, 1 still fails (V03 → V09)',
    ],
    [
      'others left alone',
      mended({ untouched: 3133 }),
      '10 行改动：9 通过，1 仍有错（V03 → V09）；其余 3,133 行没有改动，原样保留',
      '10 rows changed: 9 passed, 1 still fails (V03 → V09); the other 3,133 rows not changed, kept as before',
    ],
    [
      'several ways to be wrong, and one mended elsewhere',
      mended({
        passed: 6,
        outdated: 1,
        failing: [...failing, { before: [], now: ['V02', 'V05'], rows: 2 }],
      }),
      '10 行改动：6 通过，3 仍有错（V03 → V09 1 行；— → V02 V05 2 行），1 行已在别处修正，未采用',
      '10 rows changed: 6 passed, 3 still fail (V03 → V09 1 row; — → V02 V05 2 rows), 1 row already fixed elsewhere, skipped',
    ],
    [
      'nothing changed',
      mended({ untouched: 3143, changed: 0, passed: 0, failing: [] }),
      '工作簿中的 3,143 行都没有改动',
      'None of the 3,143 rows of the workbook was changed',
    ],
  ])('%s', (_, given, zh, en) => expect(mendedText(given)).toEqual({ zh, en }));

  const effect: LoadEffect = {
    completed: { before: 66_997, after: 67_387 },
    findings: { added: 12, closed: 0 },
    warnings: [{ kind: 'enrolments', code: 'V13', text: { zh: 'V13', en: 'V13' }, rows: 9 }],
  };

  it('tells the effect before and after loading', () => {
    expect(effectText(effect, false).zh).toBe('装载后 66,997 → 67,387 人次；新增线索 12；提示 9');
    expect(effectText(effect, true).zh).toBe('完成培训 66,997 → 67,387 人次；新增线索 12；提示 9');
    expect(effectText(effect, false).en).toBe(
      'After loading: 66,997 → 67,387 completed; new findings 12; warnings 9',
    );
    const first = { ...effect, completed: { before: null, after: 3 }, findings: { added: 0, closed: 4 } };
    expect(effectText(first, false).zh).toBe('装载后 3 人次；新增线索 0；消除线索 4；提示 9');
  });

  it('counts the rows that were released', () =>
    expect(releasedText(2514)).toEqual({ zh: '随之放行 2,514 行', en: '2,514 rows released with them' }));
});
