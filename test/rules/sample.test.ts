import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openLedger } from '../../etl/src/formats/index.ts';
import { makeSampleHome, SAMPLE_LEDGERS, type TestHome } from '../support/home.ts';
import { runProgram } from '../support/program.ts';

let test: TestHome;
beforeAll(async () => {
  test = await makeSampleHome();
});
afterAll(() => test?.remove());

describe('the sample ledgers', () => {
  it('give the findings of totals.json, rule by rule', async () => {
    const totals = JSON.parse(await readFile(join(SAMPLE_LEDGERS, 'totals.json'), 'utf8')) as {
      findings_per_rule: Record<string, number>;
    };
    const out = join(test.folder, 'out');
    const { code, out: printed } = await runProgram(test.home, ['verify', '--out', out, '--json']);
    expect(code).toBe(0);
    expect((JSON.parse(printed) as { findings: Record<string, number> }).findings).toMatchObject(
      totals.findings_per_rule,
    );
    const lines = (await readFile(join(out, 'findings.csv'), 'utf8')).split('\r\n');
    expect(lines[0]).toBe('\uFEFF规则,键,级别,涉及金额,说明');
    expect(lines.filter((line) => line.startsWith('R05'))).toHaveLength(4);
  });

  it('give every payout a verdict with its derivation, and returned ones none', async () => {
    const out = join(test.folder, 'out-1');
    await runProgram(test.home, ['verify', '--out', out, '--snapshot', '1']);
    const [head, ...lines] = (await readFile(join(out, 'payouts.csv'), 'utf8')).trimEnd().split('\r\n');
    expect(head).toBe('\uFEFF发放编号,应发金额,实发金额,差额,结论,依据');
    const cells = lines.map((line) => line.split(','));
    for (const [, due, paid, difference, verdict, why] of cells) {
      expect(paid).toMatch(/^\d+\.\d\d$/);
      expect(why).not.toMatch(/null|undefined|NaN/);
      if (verdict === '') expect([due, difference, why]).toEqual(['', '', '已退回，不作判定']);
      else if (verdict === '无适用标准') expect([due, difference]).toEqual(['', '']);
      else expect(Math.round((Number(paid) - Number(due)) * 100)).toBe(Math.round(Number(difference) * 100));
    }
    expect(new Set(cells.map(([, , , , verdict]) => verdict))).toEqual(
      new Set(['一致', '多发', '少发', '不应发', '无适用标准', '未超上限', '']),
    );
  });

  it('have reasons in English and workbooks on request', async () => {
    const out = join(test.folder, 'out-en');
    await runProgram(test.home, ['verify', '--out', out, '--lang', 'en', '--xlsx']);
    const text = await readFile(join(out, 'payouts.csv'), 'utf8');
    expect(text).toMatch(/,一致,"?standard [A-Z]\d.*due [\d.]+ yuan, paid [\d.]+ yuan: right/);
    for (const name of ['payouts', 'findings']) {
      const lines = (await readFile(join(out, `${name}.csv`), 'utf8')).trimEnd().split('\r\n');
      const ledger = await openLedger(join(out, `${name}.xlsx`));
      let rows = 0;
      for (const sheet of ledger.sheets) for await (const chunk of sheet.rows()) rows += chunk.length;
      await ledger.close();
      expect(rows).toBe(lines.length);
    }
  });

  it('lists the snapshots if the requested one does not exist', async () => {
    const { code, err } = await runProgram(test.home, ['verify', '--out', test.folder, '--snapshot', '9']);
    expect(code).toBe(1);
    expect(err).toContain('现有快照：1');
  });
});
