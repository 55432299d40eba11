import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApp } from '../../apps/api/src/app.ts';
import {
  dayInShanghai,
  dayInWords,
  type Task,
  TaskDetail,
  TasksAnswer,
} from '../../libs/contracts/src/index.ts';
import { cookieOf } from '../support/access.ts';
import { evaluations, TOWN } from '../support/evaluations.ts';
import { makeHome, type TestHome } from '../support/home.ts';
import { csv, enrolment, institution, payout, trainingClass } from '../support/ledgers.ts';
import { saveAs, textOfPdf } from '../support/office.ts';
import { unzipText } from '../support/zip.ts';

const DUE = dayInShanghai(new Date(Date.now() + 30 * 86_400_000));
const TEXT = '对照任务数补训，逐班列出开班日期\n并于每周五报送进度';

let test: TestHome;
let app: Awaited<ReturnType<typeof createApp>>;
const cookies: Record<string, string> = {};
beforeAll(async () => {
  test = await makeHome();
  await test.load({
    'a.csv': csv(institution()),
    'k.csv': csv(trainingClass({ 备案日期: '', 实施镇街: TOWN })),
    'e.csv': csv(enrolment()),
    'p.csv': csv(payout()),
  });
  app = await createApp({ home: test.home, host: '127.0.0.1', port: 0, pages: null });
  for (const role of ['leader', 'office'] as const) cookies[role] = await cookieOf(test.home, role);
  cookies.unit = await cookieOf(test.home, 'unit', { unit: TOWN });
});
afterAll(async () => {
  await app?.close();
  await test?.remove();
});

const headers = (who: string) => ({ cookie: cookies[who] ?? '' });
const post = async (path: string, payload: object, who = 'office') => {
  const answer = await app.inject({
    method: 'POST',
    url: `/api/v1/${path}`,
    headers: headers(who),
    payload,
  });
  expect(answer.statusCode, answer.body).toBeLessThan(300);
};
const tasks = async (): Promise<Task[]> =>
  TasksAnswer.parse((await app.inject({ url: '/api/v1/tasks', headers: headers('leader') })).json()).tasks;

/** The 督办单 of the one task with this origin, as lines: its cells from left to right, from top to bottom. */
async function sheet(kind: Task['origin']['kind']): Promise<{ task: Task; bytes: Buffer; cells: string[] }> {
  const found = (await tasks()).filter(({ origin }) => origin.kind === kind);
  expect(found).toHaveLength(1);
  const [{ id } = { id: '' }] = found;
  const url = `/api/v1/tasks/${id}`;
  const { task } = TaskDetail.parse((await app.inject({ url, headers: headers('leader') })).json());
  const answer = await app.inject({ url: `${url}/sheet.docx`, headers: headers('leader') });
  expect(answer.headers['content-disposition']).toContain(
    encodeURIComponent(`督办单-${TOWN}-${task.number}-`),
  );
  const cells = unzipText(answer.rawPayload)
    .split('<w:tc>')
    .slice(1)
    .map((cell) =>
      cell
        .split('</w:p>')
        .map((line) =>
          [...line.matchAll(/<w:t[ >][^<]*|<w:t>/g)].map(([run]) => run.replace(/^[^>]*>/, '')).join(''),
        )
        .filter((line) => line !== '')
        .join('\n'),
    );
  return { task, bytes: answer.rawPayload, cells };
}

/** What stands right of a label. */
const after = (cells: string[], label: string): string | undefined => cells[cells.indexOf(label) + 1];

describe('a 督办单', () => {
  it('says who, by when, on which figure as it was, what to do and what was done', async () => {
    const origin = { kind: 'figure', figure: 'completed', filters: { town: [TOWN] } };
    const wanted = { origin, text: TEXT, units: [TOWN], dueOn: DUE, importance: 'urgent' };
    await post('tasks', wanted, 'leader');
    const fresh = await sheet('figure');
    expect(after(fresh.cells, '办理情况')).toBe('（尚无）');
    const { id } = fresh.task;
    const take = (action: string, seen: number, comment = '') =>
      post('tasks/steps', { tasks: [{ id, seen }], action, comment }, 'unit');
    await take('start', fresh.task.version);
    await take('handIn', fresh.task.version + 1, '已排定两个班');
    const { task, cells, bytes } = await sheet('figure');
    if (task.origin.kind !== 'figure') throw new Error('not about a figure');
    const { asOf, snapshot } = task.origin;
    expect(after(cells, '承办单位')).toBe(TOWN);
    expect(after(cells, '办结期限')).toBe(dayInWords(DUE));
    expect(after(cells, '交办人')).toBe('测试 test-leader');
    expect(after(cells, '交办日期')).toBe(dayInWords(task.givenAt));
    expect(after(cells, '重要程度')).toBe('紧急');
    expect(after(cells, '状态')).toBe('待验收');
    expect(after(cells, '督办指标')).toBe('完成培训人次：1 人次');
    expect(after(cells, '指标口径')).toBe(
      `实施镇街：${TOWN}；截至 ${dayInWords(asOf)}；数据快照 ${snapshot}`,
    );
    expect(after(cells, '交办事项')).toBe(TEXT);
    const today = dayInWords(dayInShanghai());
    expect(after(cells, '办理情况')).toBe(
      `${today} 测试 test-unit-${TOWN} 签收\n${today} 测试 test-unit-${TOWN} 提请验收：已排定两个班`,
    );
    expect(cells).toContain('验收意见');
    expect(unzipText(bytes)).toContain(`第 ${task.number} 号`);
  });

  it('says what it is about, whatever that is', async () => {
    await post('tasks', {
      origin: { kind: 'handIn', ledger: 'payouts' },
      text: '报送',
      units: [TOWN],
      dueOn: DUE,
    });
    await evaluations(app, test.home).open('2021H1', { units: [TOWN], dueOn: DUE });
    expect(after((await sheet('handIn')).cells, '报送台账')).toBe('补贴发放');
    expect(after((await sheet('form')).cells, '绩效自评')).toBe('2021 年上半年评价期');
  });
});

it('opens in LibreOffice as one page that says it all', async () => {
  const { task, bytes } = await sheet('figure');
  const path = join(test.folder, 'sheet.docx');
  await writeFile(path, bytes);
  const [page = ''] = await saveAs([path], 'pdf', test.folder, join(test.folder, 'office'));
  const { text, pages } = await textOfPdf(page);
  expect(pages).toBe(1);
  const words = [
    '督办单',
    task.number,
    TOWN,
    '紧急',
    '完成培训人次：1 人次',
    '并于每周五报送进度',
    '验收意见',
  ];
  for (const word of words) expect(text).toContain(word);
});
