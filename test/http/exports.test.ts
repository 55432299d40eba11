import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inflateRawSync } from 'node:zlib';
import { read, utils } from '@e965/xlsx';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApp } from '../../apps/api/src/app.ts';
import { cookieOf } from '../support/access.ts';
import { makeHome, type TestHome } from '../support/home.ts';
import { csv, enrolment, institution, payout, personId, trainingClass } from '../support/ledgers.ts';
import { saveAs } from '../support/office.ts';

let test: TestHome;
let app: Awaited<ReturnType<typeof createApp>>;
const cookies: Record<string, string> = {};
beforeAll(async () => {
  test = await makeHome();
  await test.load({
    'a.csv': csv(institution()),
    'k.csv': csv(trainingClass({ 备案日期: '' })),
    'e.csv': csv(enrolment({ 证书编号: '012345678901234567' })),
    'p.csv': csv(payout({ 发放金额: '1600.50' })),
  });
  app = await createApp({ home: test.home, host: '127.0.0.1', port: 0, pages: null });
  cookies.leader = await cookieOf(test.home, 'leader');
  cookies.auditor = await cookieOf(test.home, 'auditor', { purpose: '年度审计' });
  cookies.office = await cookieOf(test.home, 'office');
});
afterAll(async () => {
  await app?.close();
  await test?.remove();
});

const get = (path: string, who: string) =>
  app.inject({ method: 'GET', url: encodeURI(`/api/v1/${path}`), headers: { cookie: cookies[who] ?? '' } });
const nameOf = (answer: { headers: Record<string, unknown> }): string =>
  decodeURIComponent(String(answer.headers['content-disposition']).split("UTF-8''")[1] ?? '');

/** Sheets of a workbook with their rows, cells as they are typed. */
function sheetsOf(bytes: Buffer): { name: string; rows: unknown[][] }[] {
  const book = read(bytes, { cellDates: true, UTC: true });
  return book.SheetNames.map((name) => {
    const sheet = book.Sheets[name];
    return { name, rows: sheet ? utils.sheet_to_json<unknown[]>(sheet, { header: 1, UTC: true }) : [] };
  });
}

/** Files of a ZIP by its central directory. */
function unzip(bytes: Buffer): Map<string, string> {
  const end = bytes.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  let at = bytes.readUInt32LE(end + 16);
  const files = new Map<string, string>();
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left -= 1) {
    const [method, size] = [bytes.readUInt16LE(at + 10), bytes.readUInt32LE(at + 20)];
    const [name, extra, comment] = [28, 30, 32].map((offset) => bytes.readUInt16LE(at + offset));
    const local = bytes.readUInt32LE(at + 42);
    const from = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const packed = bytes.subarray(from, from + size);
    const content = method === 0 ? packed : inflateRawSync(packed);
    files.set(bytes.subarray(at + 46, at + 46 + (name ?? 0)).toString('utf8'), content.toString('utf8'));
    at += 46 + (name ?? 0) + (extra ?? 0) + (comment ?? 0);
  }
  return files;
}

describe('a workbook', () => {
  it('has numbers and days that add up and sort, ids as texts, and a sheet that says what it is', async () => {
    const answer = await get('rows.xlsx?figure=paid&asOf=2021-06-30&department=人社局', 'auditor');
    expect(nameOf(answer)).toBe('已发放-台账行-人社局-截至2021-06-30.xlsx');
    const sheets = sheetsOf(answer.rawPayload);
    const [head = [], row = []] = sheets[0]?.rows ?? [];
    const cell = (label: string) => row[head.indexOf(label)];
    expect(cell('发放金额')).toBe(1600.5);
    expect(cell('应发金额')).toBe(1500);
    expect(cell('发放日期')).toBeInstanceOf(Date);
    expect((cell('发放日期') as Date).toISOString().slice(0, 10)).toBe('2020-05-30');
    expect(cell('证件号码')).toBe(personId(1));
    const notes = Object.fromEntries((sheets[1]?.rows ?? []) as [string, string][]);
    expect(sheets[1]?.name).toBe('说明');
    expect(notes).toMatchObject({
      标题: '已发放的台账行',
      筛选: '主管部门：人社局',
      截至日期: '2021-06-30',
      数据快照: '1',
      行数: '1',
      '发放金额合计（元）': '1600.50',
    });
    expect(notes.查看页面).toMatch(/^https?:\/\/[^/]+\/\?asOf=2021-06-30&department=/);
    expect(notes.导出人).toContain('审计');
    expect(notes.个人信息).toContain('年度审计');
    // Who took personal values stands on every sheet, printed too.
    expect(inflatedSheets(answer.rawPayload)).toHaveLength(2);
  });

  it('adds up in a spreadsheet, and keeps every digit', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'skill-ledger-export-'));
    try {
      const path = join(folder, 'x.xlsx');
      await writeFile(path, (await get('rows.xlsx?figure=paid&asOf=2021-06-30', 'auditor')).rawPayload);
      const [out = ''] = await saveAs(
        [path],
        'csv:Text - txt - csv (StarCalc):44,34,76,1',
        folder,
        join(folder, 'p'),
      );
      const { readFile } = await import('node:fs/promises');
      const text = await readFile(out, 'utf8');
      expect(text).toContain('2020-05-30');
      expect(text).toContain(personId(1));
      expect(text).toContain('1,600.50');
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }, 120_000);

  it('of findings has words beside every code', async () => {
    const answer = await get('findings.xlsx?rule=R01', 'office');
    expect(nameOf(answer)).toMatch(/^监管预警-R01_超标准发放-20\d\d-\d\d-\d\d\.xlsx$/);
    const sheets = sheetsOf(answer.rawPayload);
    const [head = [], row = []] = sheets[0]?.rows ?? [];
    const line = Object.fromEntries(head.map((label, index) => [String(label), row[index]]));
    expect(line).toMatchObject({
      规则: 'R01',
      规则名称: '超标准发放',
      级别: '高',
      涉及金额: 100.5,
      已发放: 1600.5,
    });
    expect(Object.fromEntries((sheets[1]?.rows ?? []) as [string, string][]).筛选).toBe(
      '规则：R01 超标准发放',
    );
  });
});

/** Sheets with a footer. */
function inflatedSheets(bytes: Buffer): string[] {
  return [...unzip(bytes)].flatMap(([name, content]) =>
    name.startsWith('xl/worksheets/') && content.includes('由 测试') ? [name] : [],
  );
}

describe('a CSV', () => {
  it('comes with a file that says what it is, and keeps long numbers from Excel', async () => {
    const answer = await get('rows.zip?figure=certified&asOf=2021-06-30', 'auditor');
    expect(nameOf(answer)).toBe('取证人次-台账行-全市-截至2021-06-30.zip');
    const files = unzip(answer.rawPayload);
    expect([...files.keys()]).toEqual(['取证人次-台账行-全市-截至2021-06-30.csv', '说明.txt']);
    const [table, notes] = [...files.values()];
    expect(table?.startsWith('\uFEFF批次,文件')).toBe(true);
    expect(table).toContain(`"\t${personId(1)}"`);
    expect(notes).toContain('行数：1\r\n');
    expect(notes).toContain('截至日期：2021-06-30');
  });

  it('is masked for those who may read masked rows alone, and needs no purpose then', async () => {
    for (const format of ['csv', 'zip', 'xlsx']) {
      const answer = await get(`rows.${format}?figure=enrolled&asOf=2021-06-30`, 'leader');
      expect([format, answer.statusCode]).toEqual([format, 200]);
      const text = format === 'csv' ? answer.body : [...unzip(answer.rawPayload).values()].join('\n');
      expect(text).not.toContain(personId(1));
      expect(text).toContain('张*');
    }
    expect((await get('rows.csv?figure=enrolled', 'office')).statusCode).toBe(403);
  });

  it('of the audit log and of findings says what it is too', async () => {
    const [, notes] = [...unzip((await get('findings.zip?severity=low', 'leader')).rawPayload).values()];
    expect(notes).toContain('筛选：级别：低');
    expect(notes).toContain('/supervision?severity=low');
    const files = unzip((await get('audit.zip?action=personal.export', 'auditor')).rawPayload);
    const [table = '', told = ''] = files.values();
    expect(told).toMatch(/行数：[1-9]/);
    expect(told).toContain('筛选：操作：导出个人信息');
    expect(table.split('\r\n')[1]).toMatch(
      /,审计,.*,导出个人信息,personal\.export,台账行 · 取证人次 · ZIP,用途：年度审计,/,
    );
  });
});
