import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readTotal } from '../../etl/src/progress/index.ts';
import { openCurrentSnapshot } from '../support/etl.ts';
import { makeHome, type TestHome } from '../support/home.ts';
import { csv, enrolment, institution, payout, personId, trainingClass } from '../support/ledgers.ts';

describe('the default as-of date', () => {
  let test: TestHome;
  beforeEach(async () => {
    test = await makeHome();
  });
  afterEach(() => test.remove());

  const total = async () => {
    const snapshot = await openCurrentSnapshot(test.home);
    try {
      return await readTotal(await snapshot.connect(), {});
    } finally {
      snapshot.close();
    }
  };
  const ledgers = {
    'a.csv': csv(institution()),
    'b.csv': csv(trainingClass()),
    'c.csv': csv(enrolment()),
  };

  it('is not moved by a payment after all classes, which is shown separately', async () => {
    await test.load(ledgers);
    expect(await total()).toMatchObject({ asOf: '2020-04-10', laterPayouts: null });
    const late = { 公示结束日期: '2021-05-17', 发放日期: '2021-06-01' };
    await test.load({
      'd.csv': csv(payout({ 发放日期: '2020-05-20' }), payout({ 发放编号: 'F2', 发放金额: '0.55', ...late })),
    });
    expect(await total()).toMatchObject({
      asOf: '2020-04-10',
      laterPayouts: { rows: 2, amount: '1500.55', newest: '2021-06-01' },
      total: { paid: '0.00' },
    });
  });

  it('is never the day of a class without finished trainees', async () => {
    const later = { 班级编号: 'K2', 开班日期: '2021-03-10', 结束日期: '2021-04-10' };
    const open = enrolment({
      班级编号: 'K2',
      证件号码: personId(2),
      培训状态: '在训',
      考核结果: '未考核',
      证书编号: '',
      发证日期: '',
    });
    await test.load({ ...ledgers, 'd.csv': csv(trainingClass(later)), 'e.csv': csv(open) });
    expect((await total()).asOf).toBe('2020-04-10');
    await test.load({ 'f.csv': csv({ ...open, 培训状态: '结业' }) });
    expect((await total()).asOf).toBe('2021-04-10');
  });
});
