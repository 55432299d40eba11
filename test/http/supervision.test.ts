import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApp } from '../../apps/api/src/app.ts';
import {
  CITY_LEVEL,
  FindingsAnswer,
  PayoutJudgement,
  SupervisionSummary,
} from '../../libs/contracts/src/index.ts';
import { cookieOf } from '../support/access.ts';
import { makeSampleHome, type TestHome } from '../support/home.ts';

let test: TestHome;
let app: Awaited<ReturnType<typeof createApp>>;
let cookie = '';
beforeAll(async () => {
  test = await makeSampleHome();
  app = await createApp({ home: test.home, host: '127.0.0.1', port: 0, pages: null });
  cookie = await cookieOf(test.home, 'leader');
});
afterAll(async () => {
  await app?.close();
  await test?.remove();
});

const get = (path: string) =>
  app.inject({ method: 'GET', url: encodeURI(`/api/v1/${path}`), headers: { cookie } });
const findings = async (query = ''): Promise<FindingsAnswer> =>
  FindingsAnswer.parse((await get(`findings${query}`)).json());

describe('findings over HTTP', () => {
  it('are counted by rule, whatever rule is selected', async () => {
    const all = await findings();
    const one = await findings('?rule=R05');
    expect(one.rules).toEqual(all.rules);
    expect(one.total).toBe(4);
    expect(one.rows.map(({ rule }) => rule)).toEqual(['R05', 'R05', 'R05', 'R05']);
    expect(all.rules.reduce((sum, rule) => sum + rule.findings, 0)).toBe(all.total);
  });

  it('are ordered by severity and amount, page by page, each once', async () => {
    const seen = new Set<string>();
    for (let offset = 0; offset < 300; offset += 100) {
      const { rows } = await findings(`?severity=high&limit=100&offset=${offset}`);
      for (const row of rows) seen.add(row.id);
    }
    expect(seen.size).toBe((await findings('?severity=high')).total);
    const { rows } = await findings('?limit=50');
    const stakes = rows.map(({ stake }) => Number(stake));
    expect(stakes).toEqual(stakes.toSorted((a, b) => b - a));
  });

  it('of a unit are as many for the office as for the unit itself, in the list and in the comparison', async () => {
    const { units } = SupervisionSummary.parse((await get('supervision/summary')).json());
    const concerned = units.filter((one) => one.findings > 0 && one.unit !== CITY_LEVEL);
    expect(concerned.length).toBeGreaterThan(20);
    const counts = await Promise.all(
      concerned.map(async ({ unit, findings: compared }) => {
        const headers = { cookie: await cookieOf(test.home, 'unit', { unit }) };
        const own = await app.inject({ method: 'GET', url: '/api/v1/findings', headers });
        const { total } = await findings(`?unit=${unit}`);
        return { unit, own: own.json().total, filtered: total, compared };
      }),
    );
    const others = counts.filter(({ own, filtered, compared }) => own !== filtered || own !== compared);
    expect(others).toEqual([]);
  });

  it('lead to the ledger rows, and show no person id and no account', async () => {
    const { rows } = await findings('?limit=200');
    for (const { evidence } of rows) expect(evidence.length).toBeGreaterThan(0);
    for (const path of ['findings?limit=200', 'findings?rule=R10', 'findings?rule=R16', 'findings.csv']) {
      // Ids of findings are hexadecimal, sometimes digits only.
      const body = (await get(path)).body.replaceAll(/"id":"[0-9a-f]{16}"/g, '');
      expect(body).not.toMatch(/\d{17}[\dX]/);
      expect(body).not.toMatch(/\b\d{16,19}\b/);
    }
  });

  it('are explained by the derivation of the payout', async () => {
    const { rows } = await findings('?rule=R01&limit=1');
    const judgement = PayoutJudgement.parse((await get(`payouts/${rows[0]?.payoutId}`)).json());
    expect(judgement.derivation.length).toBeGreaterThan(1);
    expect(judgement.derivation.at(-1)?.zh).toContain(`应发 ${judgement.due} 元`);
    expect((await get('payouts/none')).statusCode).toBe(404);
  });
});
