import { it } from 'vitest';
import { createApp } from '../../apps/api/src/app.ts';
import { cookieOf } from '../support/access.ts';
import { makeHome } from '../support/home.ts';
import { csv, enrolment, institution, payout, trainingClass } from '../support/ledgers.ts';
it('x', async () => {
  const test = await makeHome();
  await test.load({
    'a.csv': csv(institution()),
    'k.csv': csv(
      trainingClass({ 班级编号: 'K1', 备案日期: '', 实施镇街: '佛堂镇' }),
      trainingClass({ 班级编号: 'K3' }),
    ),
    'e.csv': csv(enrolment()),
    'p.csv': csv(payout({ 公示开始日期: '', 公示结束日期: '' })),
  });
  const app = await createApp({ home: test.home, host: '127.0.0.1', port: 0, pages: null });
  const cookie = await cookieOf(test.home, 'office');
  for (const asOf of ['2020-01-15', '2020-02-28', '2020-03-31', '2020-04-30','2020-05-31', '2020-06-30', '2020-09-30', '2020-12-31']) {
    const answer = await app.inject({ method: 'GET', url: encodeURI(`/api/v1/scores/trace?period=2020&unit=佛堂镇&asOf=${asOf}`), headers: { cookie } });
    const [u] = answer.json().units;
    console.log(asOf, answer.json().asOf, answer.json().until, u.total, u.indicators.map((i: any) => `${i.id} ${i.points}/${i.weightInForce}`).join(' '));
  }
  await app.close();
  await test.remove();
});
