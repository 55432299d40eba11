import { afterAll, beforeAll, expect, it } from 'vitest';
import { load } from '../../etl/src/operations/load.ts';
import { ReleasesAnswer } from '../../libs/contracts/src/index.ts';
import { makeHome, PROGRAMME, SAMPLE_LEDGERS, type TestHome } from '../support/home.ts';
import { releaseServer } from '../support/releases.ts';

let test: TestHome;
let server: Awaited<ReturnType<typeof releaseServer>>;
beforeAll(async () => {
  test = await makeHome();
  await load({
    ...{ home: test.home, paths: [SAMPLE_LEDGERS], programme: PROGRAMME, today: '2022-06-30' },
    demo: true,
  });
  server = await releaseServer(test.home);
});
afterAll(async () => {
  await server?.close();
  await test?.remove();
});

const list = async () => ReleasesAnswer.parse((await server.call('office', 'GET')).json());
const told = async (): Promise<string[]> =>
  (await list()).releases.map(
    ({ id, state, revision, note }) => `${id} ${state}${revision > 1 && note ? ' with a note' : ''}`,
  );
const LONG = { timeout: 120_000, interval: 300 };

it('gets its releases when they are first looked at, the rest after a stop, and none that users have changed', async () => {
  expect((await list()).isPreparing).toBe(true);
  await expect.poll(async () => (await told()).length, LONG).toBeGreaterThan(0);
  // The release that is being made is finished, the others are left for the next start.
  await server.close();
  server = await releaseServer(test.home);
  expect((await list()).isPreparing).toBe(true);
  await expect.poll(async () => (await list()).isPreparing, LONG).toBe(false);
  expect(await told()).toEqual([
    '2021H1-r1 submitted',
    '2021Q1-r1 published',
    '2020-r2 published with a note',
    '2020-r1 superseded',
    '2019-r1 published',
  ]);
  await server.must('finance', '2019-r1', { action: 'askWithdrawal', comment: '口径有误' });
  await server.must('office', '2019-r1', { action: 'withdraw' });
  await server.close();
  server = await releaseServer(test.home);
  expect((await list()).isPreparing).toBe(false);
});
