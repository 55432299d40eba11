import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as XLSX from '@e965/xlsx';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { judgedPayouts, readJudgedPayout } from '../../etl/src/entitlement/payouts.ts';
import { writeVerification } from '../../etl/src/entitlement/report.ts';
import { loadProgramme } from '../../etl/src/programme/load.ts';
import { readFindings } from '../../etl/src/supervision/findings.ts';
import { writeTemplate } from '../../etl/src/workbooks/index.ts';
import { classPayout, projectClass, roll } from '../rules/world.ts';
import { all, type OpenSnapshot, openCurrentSnapshot } from '../support/etl.ts';
import { makeHome, type TestHome } from '../support/home.ts';
import { csv, enrolment, institution, payout, personId, trainingClass } from '../support/ledgers.ts';
import { useChangedProgramme } from '../support/programme.ts';

/** From 2021 on Q5 is worth 1800 and P0 is for 2 persons at most, without a certificate either way; 小班化 adds 20 %. */
const CHANGES = {
  'standards.csv': (text: string) =>
    text
      .replace(/^(Q5,.*,)1500(,.*),2020-01-30,2021-12-31,(.*)$/m, (_, head, middle, clause) =>
        [
          `${head}1800${middle},2021-01-01,2021-12-31,${clause}`,
          `${head}1500${middle},2020-01-30,2020-12-31,${clause}`,
        ].join('\n'),
      )
      .replace(
        /^(P0,.*),80,2020-01-30,2021-12-31,(.*)$/m,
        '$1,80,2020-01-30,2020-12-31,$2\n$1,2,2021-01-01,2021-12-31,$2',
      ),
  'uplifts.csv': (text: string) =>
    text.replace(/^(小班化,)0.5(,.*),,,(项目制.*)$/m, '$10.5$2,,2020-12-31,$3\n$10.2$2,2021-01-01,,$3'),
};

const LATER = { 备案日期: '2021-03-01', 开班日期: '2021-03-10', 结束日期: '2021-04-10' };
const LATER_PAID = { 公示开始日期: '2021-05-10', 公示结束日期: '2021-05-17', 发放日期: '2021-05-30' };
const certified = { 发证日期: '2021-05-01' };

let programme: Awaited<ReturnType<typeof useChangedProgramme>>;
let test: TestHome;
let snapshot: OpenSnapshot;
beforeAll(async () => {
  programme = await useChangedProgramme(CHANGES);
  test = await makeHome();
  await test.load({
    '1.csv': csv(institution()),
    '2.csv': csv(
      trainingClass(),
      trainingClass({ 班级编号: 'K2', '职业（工种）或项目': '焊工', ...LATER }),
      projectClass({ 班级编号: 'P1', 上浮类型: '小班化' }),
      projectClass({ 班级编号: 'P2', 上浮类型: '小班化', '职业（工种）或项目': '焊工', ...LATER }),
    ),
    '3.csv': csv(
      enrolment(),
      enrolment({ 班级编号: 'K2', 证书编号: 'Z2', ...certified }),
      ...roll('P1', 3, { 证书编号: '', 发证日期: '' }),
      ...roll('P2', 3, { 证书编号: '', 发证日期: '' }),
    ),
    '4.csv': csv(
      payout(),
      payout({ 发放编号: 'F2', 班级编号: 'K2', ...LATER_PAID }),
      classPayout({ 发放编号: 'F3', 班级编号: 'P1', 补贴人数: '3', 发放金额: '4500' }),
      classPayout({ 发放编号: 'F4', 班级编号: 'P2', 补贴人数: '3', 发放金额: '4500', ...LATER_PAID }),
    ),
  });
  snapshot = await openCurrentSnapshot(test.home);
});
afterAll(async () => {
  snapshot?.close();
  await test?.remove();
  await programme?.remove();
});

describe('a second amount, a line of standards.csv', () => {
  const verdicts = {
    F1: ['一致', '1500.00'],
    F2: ['少发', '1800.00'],
    // 40 lesson hours are 5 days of 200 yuan, for three persons with half as much again, then for two with a fifth.
    F3: ['一致', '4500.00'],
    F4: ['多发', '2400.00'],
  };

  it('applies to classes of its days, and is in the derivation', async () => {
    const payouts = await all(judgedPayouts(await snapshot.connect()));
    expect(Object.fromEntries(payouts.map((one) => [one.payoutId, [one.verdict, one.due]]))).toEqual(
      verdicts,
    );
    const said = Object.fromEntries(
      payouts.map((one) => [one.payoutId, one.derivation.map(({ zh }) => zh).join('；')]),
    );
    expect(said.F1).toContain('标准 Q5 职业资格 初级工 1500.00 元/人（§四(一)，2020-04-10 有效）');
    expect(said.F2).toContain('标准 Q5 职业资格 初级工 1800.00 元/人（§四(一)，2021-04-10 有效）');
    expect(said.F3).toContain('符合条件 3 人（最多 80 人）；计 5 天；上浮“小班化”成立，+50 %');
    expect(said.F4).toContain('符合条件 2 人（最多 2 人）；计 5 天；上浮“小班化”成立，+20 %');
  });

  it('is also in the derivation of a single payout', async () => {
    const one = await readJudgedPayout(await snapshot.connect(), 'F2');
    expect(one).toMatchObject({ due: '1800.00', verdict: '少发' });
    expect(one?.derivation[0]?.en).toContain('1800.00 yuan a person');
  });

  it('is used by findings', async () => {
    const findings = await readFindings(await snapshot.connect());
    const keys = (rule: string) => findings.filter((one) => one.rule === rule).map(({ key }) => key);
    expect(keys('R01')).toEqual(['F4']);
    expect(keys('R05')).toEqual(['P2']);
    expect(keys('R06')).toEqual([]);
  });

  it('is in the exported files', async () => {
    const folder = join(test.folder, 'export');
    await writeVerification(await snapshot.connect(), { folder, language: 'zh', xlsx: true });
    const line = /^F2,1800.00,1500.00,-300.00,少发,.*标准 Q5 职业资格 初级工 1800.00 元\/人/m;
    expect(await readFile(join(folder, 'payouts.csv'), 'utf8')).toMatch(line);
    const book = XLSX.read(await readFile(join(folder, 'payouts.xlsx')));
    const rows = XLSX.utils.sheet_to_json<unknown[]>(book.Sheets.补贴核算 ?? {}, { header: 1 });
    const row = rows.find(([payout]) => payout === 'F2');
    expect(row?.slice(0, 5)).toEqual(['F2', 1800, 1500, -300, '少发']);
    expect(row?.[5]).toContain('标准 Q5 职业资格 初级工 1800.00 元/人');
  });

  it('leaves one choice of the standard in the template', async () => {
    const bytes = await writeTemplate('classes', await loadProgramme(programme.folder));
    const notes = XLSX.utils.sheet_to_json<string[]>(XLSX.read(bytes).Sheets.填表说明 ?? {}, { header: 1 });
    const [, , , choices = ''] = notes.find(([label]) => label === '补贴标准') ?? [];
    expect(choices.split('、').filter((code) => code === 'Q5' || code === 'P0')).toEqual(['Q5', 'P0']);
  });

  it('asks for a certificate by the day', async () => {
    const other = await useChangedProgramme({
      'standards.csv': (text) =>
        text.replace(
          /^(S3,.*),false,true,(.*),2020-01-30,2021-12-31,(.*)$/m,
          '$1,false,true,$2,2021-01-01,2021-12-31,$3\n$1,false,false,$2,2020-01-30,2020-12-31,$3',
        ),
    });
    const home = await makeHome();
    try {
      const welding = { 培训方式: '安全技能培训', 补贴标准: 'S3', 等级: '无' };
      const uncertified = { 证书编号: '', 发证日期: '' };
      await home.load({
        '1.csv': csv(institution()),
        '2.csv': csv(trainingClass(welding), trainingClass({ ...welding, 班级编号: 'K2', ...LATER })),
        '3.csv': csv(
          enrolment(uncertified),
          enrolment({ ...uncertified, 班级编号: 'K2', 证件号码: personId(2) }),
        ),
        '4.csv': csv(
          payout({ 发放金额: '890' }),
          payout({ 发放编号: 'F2', 班级编号: 'K2', 证件号码: personId(2), 发放金额: '890', ...LATER_PAID }),
        ),
      });
      const opened = await openCurrentSnapshot(home.home);
      const payouts = await all(judgedPayouts(await opened.connect()));
      expect(payouts.map(({ verdict, due }) => [verdict, due])).toEqual([
        ['一致', '890.00'],
        ['不应发', '0.00'],
      ]);
      opened.close();
    } finally {
      await home.remove();
      await other.remove();
    }
  });
});
