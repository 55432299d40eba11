import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { createApp } from '../../apps/api/src/app.ts';
import { load } from '../../etl/src/operations/load.ts';
import { NoticeAnswer, NoticesAnswer } from '../../libs/contracts/src/index.ts';
import { cookieOf } from '../support/access.ts';
import { makeHome, PROGRAMME, SAMPLE_LEDGERS, type TestHome } from '../support/home.ts';

let test: TestHome;
let app: Awaited<ReturnType<typeof createApp>>;
beforeAll(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2022-01-05T02:00:00Z') });
  test = await makeHome();
  await load({
    ...{ home: test.home, paths: [SAMPLE_LEDGERS], programme: PROGRAMME, today: '2022-06-30' },
    demo: true,
  });
  app = await createApp({ home: test.home, host: '127.0.0.1', port: 0, pages: null });
});
afterAll(async () => {
  vi.useRealTimers();
  await app?.close();
  await test?.remove();
});

it('has a list that runs with objections, and one taken down, when lists are first looked at', async () => {
  const cookie = await cookieOf(test.home, 'office');
  const get = async (path: string) => app.inject({ method: 'GET', url: path, headers: { cookie } });
  const looks = await Promise.all([
    get('/public/notices.html'),
    get('/api/v1/notices'),
    get('/api/v1/notices'),
  ]);
  expect(looks.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200]);
  const { notices } = NoticesAnswer.parse((await get('/api/v1/notices')).json());
  expect(notices).toMatchObject([
    { state: 'running', daysLeft: 5, objections: { open: 1, overdue: 0, all: 3 } },
    { state: 'stopped' },
  ]);
  const [running] = notices;
  const { objections, results } = NoticeAnswer.parse((await get(`/api/v1/notices/${running?.id}`)).json());
  expect(objections.map(({ state }) => state).sort()).toEqual(['dismissed', 'open', 'upheld']);
  // The open one is about the whole list.
  expect(results).toEqual([
    { result: 'held', rows: (running?.rows ?? 0) - 1 },
    { result: 'upheld', rows: 1 },
  ]);
  expect((await get('/public/notices.html')).body).toContain(`notices/${running?.id}.html`);
});
