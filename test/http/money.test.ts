import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApp } from '../../apps/api/src/app.ts';
import {
  type CaseChange,
  FindingDetail,
  FindingsAnswer,
  fenOf,
  PayoutJudgement,
  SupervisionSummary,
} from '../../libs/contracts/src/index.ts';
import { apprentice, apprenticeship, classPayout, projectClass, roll } from '../rules/world.ts';
import { cookieOf } from '../support/access.ts';
import { makeHome, type TestHome } from '../support/home.ts';
import { csv, enrolment, fund, institution, payout, personId, trainingClass } from '../support/ledgers.ts';

let test: TestHome;
let app: Awaited<ReturnType<typeof createApp>>;
let cookie = '';

/** P0: 48 trainees of whom 47 passed, paid as 48 at 4 days; another class on notice; R02; R16 over a class. */
beforeAll(async () => {
  test = await makeHome();
  await test.load({
    'a.csv': csv(institution()),
    'k.csv': csv(
      projectClass({ 班级编号: 'P1', 课时: '32', '职业（工种）或项目': '项目一', 备案日期: '' }),
      projectClass({ 班级编号: 'P2', 课时: '32', '职业（工种）或项目': '项目二' }),
      trainingClass({ 班级编号: 'W1', '职业（工种）或项目': '电工' }),
      trainingClass({
        班级编号: 'W2',
        '职业（工种）或项目': '电工',
        开班日期: '2020-06-01',
        备案日期: '2020-05-20',
        结束日期: '2020-06-20',
      }),
      apprenticeship({ 班级编号: 'T1', 备案日期: '' }),
    ),
    'e.csv': csv(
      ...roll('P1', 48).map((row, index) => ({
        ...row,
        证件号码: personId(100 + index),
        ...(index === 0 && { 考核结果: '不合格', 证书编号: '', 发证日期: '' }),
      })),
      ...roll('P2', 47).map((row, index) => ({ ...row, 证件号码: personId(200 + index) })),
      enrolment({ 班级编号: 'W1', 证件号码: personId(1), 证书编号: 'W-1' }),
      enrolment({ 班级编号: 'W2', 证件号码: personId(1), 证书编号: 'W-2', 发证日期: '2020-06-25' }),
      apprentice({ 班级编号: 'T1', 证件号码: personId(40), 证书编号: 'T-1' }),
      apprentice({ 班级编号: 'T1', 证件号码: personId(41), 证书编号: 'T-2' }),
    ),
    'p.csv': csv(
      classPayout({ 发放编号: 'FP1', 班级编号: 'P1', 补贴人数: '48', 发放金额: '38400.00' }),
      classPayout({
        发放编号: 'FP2',
        班级编号: 'P2',
        补贴人数: '47',
        发放金额: '38000.00',
        发放状态: '公示中',
        发放日期: '',
      }),
      payout({ 发放编号: 'FW1', 班级编号: 'W1', 证件号码: personId(1), 收款账号: '6200000000000001' }),
      payout({
        发放编号: 'FW2',
        班级编号: 'W2',
        证件号码: personId(1),
        收款账号: '6200000000000001',
        公示开始日期: '2020-07-01',
        公示结束日期: '2020-07-08',
        发放日期: '2020-07-10',
      }),
      classPayout({
        发放编号: 'FT1',
        班级编号: 'T1',
        收款方类型: '企业',
        补贴人数: '2',
        发放金额: '10000.02',
      }),
    ),
    'f.csv': csv(fund({ 年度: '2020', 预算金额: '9999999', 到位金额: '9999999' })),
  });
  app = await createApp({ home: test.home, host: '127.0.0.1', port: 0, pages: null });
  cookie = await cookieOf(test.home, 'office');
});
afterAll(async () => {
  await app?.close();
  await test?.remove();
});

const get = async (path: string) =>
  (await app.inject({ method: 'GET', url: encodeURI(`/api/v1/${path}`), headers: { cookie } })).json();
const findings = async (query = ''): Promise<FindingsAnswer> =>
  FindingsAnswer.parse(await get(`findings?limit=200&${query}`));
const one = async (rule: string, key?: string) => {
  const { rows } = await findings(`rule=${rule}`);
  const found = rows.find((row) => key === undefined || row.key.startsWith(key));
  if (!found) throw new Error(`no finding of ${rule}: ${JSON.stringify(rows)}`);
  return found;
};
const detail = async (id: string): Promise<FindingDetail> => FindingDetail.parse(await get(`findings/${id}`));
const derivation = async (id: string): Promise<string[]> =>
  PayoutJudgement.parse(await get(`payouts/${id}`)).derivation.map(({ zh }) => zh);

describe('the money of a finding', () => {
  it('is the share of the one trainee who did not pass, who is among the rows behind it', async () => {
    const finding = await one('R09');
    expect([finding.stake, finding.paid]).toEqual(['800.00', '38400.00']);
    expect(finding.text.zh).toContain(
      '补贴 48 人，符合条件 47 人，多 1 人：38400.00 元 × 1 ÷ 48 = 800.00 元',
    );
    const { rows } = await detail(finding.id);
    const result = ({ cells }: (typeof rows)[number]) =>
      cells.find(({ label }) => label === '考核结果')?.value;
    expect(rows.map((row) => [row.kind, result(row)])).toEqual([
      ['enrolments', '不合格'],
      ['payouts', undefined],
    ]);
  });

  it('comes with the arithmetic: days, persons, shares', async () => {
    expect(await derivation('FP1')).toContain('47 人 × 4 天 × 200.00 元 = 37600.00 元');
    const { text } = await one('R16');
    expect(text.zh).toContain(
      '10000.02 × 5000.00 ÷ 10000.00 = 5000.01 元，最高限额 5000.00 元，超出 0.01 元',
    );
  });

  it('is not called paid before it is', async () => {
    expect((await derivation('FP2')).at(-1)).toBe('应发 37600.00 元，拟发 38000.00 元（尚未发放）：多发');
    const finding = await one('R01', 'FP2');
    expect(finding.text.zh).toBe('多发：拟发 38000.00 元，应发 37600.00 元');
    expect(finding.paid).toBe('0.00');
  });

  it('shows of a repeated training both classes with occupation and level, and both payouts', async () => {
    const { finding, rows } = await detail((await one('R02')).id);
    expect(finding.text.zh).toContain('2020-06-20 结束的这一次');
    const values = (kind: string, label: string) =>
      rows
        .filter((row) => row.kind === kind)
        .map((row) => row.cells.find((cell) => cell.label === label)?.value);
    expect(values('classes', '职业（工种）或项目')).toEqual(['电工', '电工']);
    expect(values('payouts', '发放编号').toSorted()).toEqual(['FW1', 'FW2']);
    expect(values('enrolments', '班级编号').toSorted()).toEqual(['W1', 'W2']);
  });
});

describe('the money of many findings', () => {
  it('counts each payout once, with the largest amount', async () => {
    const { rows, stake } = await findings();
    // Class P1 was never filed (R14), overpaid (R01) and paid for one who did not pass (R09): 38 400 at most.
    // T1: never filed, over the ceiling twice. W2: the second of two. P2: only overpaid.
    expect(rows.filter(({ classId }) => classId === 'P1').length).toBeGreaterThan(2);
    const w2 = fenOf((await one('R02')).stake);
    expect(fenOf(stake)).toBe(3_840_000n + 1_000_002n + 40_000n + w2);
    const sum = rows.reduce((all, row) => all + fenOf(row.stake), 0n);
    expect(fenOf(stake)).toBeLessThan(sum);
  });

  it('adds up the shares of different trainees, and the findings of one alone is its own', async () => {
    const { rows, stake } = await findings('rule=R16');
    expect(rows).toHaveLength(2);
    expect(stake).toBe('0.02');
    for (const { rule, findings: count, stake: money } of (await findings()).rules) {
      if (count === 1) expect(money).toBe((await one(rule)).stake);
    }
  });

  it('is never more than was paid, of units, institutions and months', async () => {
    const { units, institutions } = SupervisionSummary.parse(await get('supervision/summary'));
    for (const { share } of [...units, ...institutions]) expect(share ?? 0).toBeLessThanOrEqual(1);
  });
});

describe('追回金额', () => {
  const change = async (rule: string, wanted: CaseChange, key?: string) => {
    const { id, version } = await one(rule, key);
    const payload = { ids: [id], change: wanted, seen: { [id]: version } };
    const url = '/api/v1/findings/changes';
    return app.inject({ method: 'POST', url, headers: { cookie }, payload });
  };

  it('is no more than was paid, than is at stake only with a reason, and nothing of what was not paid', async () => {
    const unpaid = await change('R01', { status: 'confirmed', recovered: '400', comment: '核减' }, 'FP2');
    expect([unpaid.statusCode, unpaid.json().detail.zh]).toEqual([
      422,
      expect.stringContaining('还没有发放'),
    ]);
    const above = await change('R09', { recovered: '38400.01', comment: '全额追回' });
    expect([above.statusCode, above.json().detail.zh]).toEqual([422, expect.stringContaining('多于已发放')]);
    const silent = await change('R09', { recovered: '800.01' });
    expect([silent.statusCode, silent.json().detail.zh]).toEqual([422, expect.stringContaining('写明原因')]);
    expect((await change('R09', { recovered: '900', comment: '含滞纳金' })).statusCode).toBe(204);
    expect((await change('R09', { recovered: '800' })).statusCode).toBe(204);
    expect((await one('R09')).recovered).toBe('800.00');
  });

  it('stands in the audit log as it was paid: 800 yuan, not 8', async () => {
    const admin = await cookieOf(test.home, 'auditor');
    const url = '/api/v1/audit?action=finding.change';
    const { rows } = (await app.inject({ method: 'GET', url, headers: { cookie: admin } })).json();
    expect(rows[0].detail.recovered).toBe('800.00');
  });
});
