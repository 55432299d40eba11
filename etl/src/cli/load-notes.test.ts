import { describe, expect, it } from 'vitest';
import { loadNotes } from './load-notes.ts';

type Result = Parameters<typeof loadNotes>[0];
const result = (change: Partial<Result>): Result => ({
  batch: null,
  snapshot: null,
  files: [],
  mended: null,
  resolved: 0,
  effect: null,
  unreadable: [],
  changed: true,
  staged: [],
  notRead: [],
  ...change,
});
const failing = [{ before: ['V03'], now: ['V09'], rows: 1 }];
const notes = (change: Partial<Result>, dryRun = false): string =>
  loadNotes(result(change), dryRun).join('\n');

describe('what a load reports', () => {
  it('counts the changed rows of a quarantine workbook, and says what the others failed before and now', () => {
    const mended = { untouched: 3133, changed: 10, passed: 9, outdated: 0, failing };
    expect(notes({ mended })).toContain('10 行改动：9 通过，1 仍有错（V03 → V09）；其余 3,133 行没有改动');
    expect(notes({ mended, resolved: 2514 })).toContain('另有 2,514 行');
  });

  it('says of an unmodified workbook that nothing was changed', () => {
    const mended = { untouched: 3143, changed: 0, passed: 0, outdated: 0, failing: [] };
    expect(notes({ mended })).toContain('3,143 行都没有改动');
  });

  it('says before loading what it will change', () => {
    const text = { zh: 'V13 出勤课时超过班级课时', en: 'V13' };
    const effect = {
      completed: { before: 66_997, after: 67_387 },
      findings: { added: 12, closed: 0 },
      warnings: [{ kind: 'enrolments' as const, code: 'V13', text, rows: 9 }],
    };
    expect(notes({ effect }, true)).toContain('装载后 66,997 → 67,387 人次；新增线索 12；提示 9');
    expect(notes({ effect })).toContain('提示 V13 出勤课时超过班级课时：9 行');
  });

  it('names files that were skipped', () => {
    const unreadable = [{ path: '坏.xlsx', text: { zh: '坏.xlsx：不是工作簿', en: 'no workbook' } }];
    expect(notes({ unreadable })).toContain('未读取 坏.xlsx：不是工作簿');
  });
});
