import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { LoadReport, ProgressReport, QuarantinedRow, SnapshotsAnswer } from '@skill-ledger/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeHome, SAMPLE_LEDGERS, type TestHome } from '../support/home.ts';

const CLI = fileURLToPath(new URL('../../etl/bin/skill-ledger.js', import.meta.url));

interface Ran {
  code: number | null;
  out: string;
  err: string;
}

const start = (home: string, words: string[]): ChildProcess =>
  spawn(process.execPath, [CLI, ...words], { env: { ...process.env, SKILL_LEDGER_HOME: home } });

async function collect(child: ChildProcess): Promise<Ran> {
  let out = '';
  let err = '';
  child.stdout?.on('data', (chunk) => {
    out += chunk;
  });
  child.stderr?.on('data', (chunk) => {
    err += chunk;
  });
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, out, err };
}

const sum = (total: number, part: number | undefined): number => total + Number(part);

describe('skill-ledger', () => {
  let test: TestHome;
  const run = (...words: string[]): Promise<Ran> => collect(start(test.home, words));

  beforeAll(async () => {
    test = await makeHome();
  });
  afterAll(() => test?.remove());

  it('has help for every command', async () => {
    const help = await run('--help');
    expect(help.code).toBe(0);
    for (const command of ['load', 'progress', 'snapshots', 'quarantine', 'demo', 'serve']) {
      expect(help.out).toContain(command);
      expect((await run(command, '--help')).code).toBe(0);
    }
  });

  it('says what to do before the first load', async () => {
    const { code, err, out } = await run('progress');
    expect(code).toBe(1);
    expect(out).toBe('');
    expect(err).toContain('skill-ledger load');
  });

  it('loads the sample ledgers and prints one JSON document', async () => {
    const { code, out } = await run('load', SAMPLE_LEDGERS, '--json');
    expect(code).toBe(0);
    const report = LoadReport.parse(JSON.parse(out));
    expect(report).toMatchObject({ batch: 'B1', snapshot: '1' });
    expect(report.files).toHaveLength(14);
  });

  it('prints the accounting as text, and unknown columns', async () => {
    const { code, out } = await run('load', SAMPLE_LEDGERS, '--dry-run');
    expect(code).toBe(0);
    expect(out).toMatch(/合计 .*35,?\d{3}|合计/);
    expect(out).toContain('填表说明');
    expect(out).toContain('忽略的列');
    expect(out).toContain('未保存');
  });

  it('lists batches whose lines balance, with what came out of quarantine since', async () => {
    const { out } = await run('batches');
    const [header = '', line = ''] = out.split('\n');
    expect(header).toMatch(/读取\s+接受\s+未变\s+更正\s+隔离\s+忽略\s+后已移出\s+仍隔离/);
    const counts = (/^B1\s+\S+\s+\S+\s+\S+\s+(.*)$/.exec(line)?.[1] ?? '').split(/\s+/).slice(0, 8);
    const [read, accepted, unchanged, corrected, quarantined, ignored, since, still] = counts.map((text) =>
      Number(text.replaceAll(',', '')),
    );
    expect([accepted, unchanged, corrected, quarantined, ignored].reduce(sum, 0)).toBe(read);
    expect([since, still].reduce(sum, 0)).toBe(quarantined);
  });

  it('withdraws no batch without a reason', async () => {
    const { code, err } = await run('withdraw', 'B1');
    expect([code, err]).toEqual([1, expect.stringContaining('--comment')]);
    expect((await run('batches')).out).toMatch(/^B1\s/m);
  });

  it('prints the headline table, also as JSON', async () => {
    const table = await run('progress', '--as-of', '2021-12-31');
    expect(table.out).toContain('45,534 / 100,000');
    const { out } = await run('progress', '--as-of', '2021-12-31', '--json');
    const report = ProgressReport.parse(JSON.parse(out));
    expect(report.total).toMatchObject({ completed: 45_534, target: 100_000 });
    expect(report.domains).toHaveLength(10);
    expect(report.units).toHaveLength(21);
    expect(report.units.at(-1)?.unit).toBe('镇街主管');
    expect(report.towns).toHaveLength(15);
    expect(report.towns.at(-1)?.town).toBe('市本级');
    expect(report.workforce?.statOn).toBe('2021-12-31');
  });

  it('refuses an invalid date', async () => {
    const { code, err } = await run('progress', '--as-of', '2021年底');
    expect(code).toBe(1);
    expect(err).toContain('2021-06-30');
    expect(err).not.toContain('    at ');
  });

  it('lists the quarantine without personal values, and with them as JSON', async () => {
    const { out } = await run('quarantine');
    expect(out).toContain('V05 证件号码：校验码不正确');
    expect(out).not.toMatch(/\d{17}[\dX]/);
    const rows = QuarantinedRow.array().parse(JSON.parse((await run('quarantine', '--json')).out));
    expect(rows).toHaveLength(220);
    expect(rows.every((row) => row.codes.length > 0 && row.reasons.length >= row.codes.length)).toBe(true);
  });

  it('lists snapshots', async () => {
    const { snapshots } = SnapshotsAnswer.parse(JSON.parse((await run('snapshots', '--json')).out));
    expect(snapshots).toMatchObject([{ id: '1', current: true, batch: 'B1', quarantined: 220 }]);
  });

  it.each([
    ['a path that is not there', ['no-such-folder'], '不存在'],
    ['a folder without ledgers', ['empty'], '没有台账文件'],
    ['an empty file', ['files/empty.xlsx'], '文件是空的'],
    ['a PDF', ['files/report.xlsx'], 'PDF'],
    ['a workbook cut in half', ['files/half.xlsx'], '损坏'],
    ['bytes that are no text', ['files/bytes.csv'], 'GB18030'],
    ['a quote left open', ['files/quote.csv'], '引号'],
  ])('fails on %s with one clear message', async (_name, [path = ''], words) => {
    const folder = join(test.folder, 'bad');
    await mkdir(join(folder, 'files'), { recursive: true });
    await mkdir(join(folder, 'empty'), { recursive: true });
    await writeFile(join(folder, 'files', 'empty.xlsx'), '');
    await writeFile(join(folder, 'files', 'report.xlsx'), '%PDF-1.7 …');
    await writeFile(join(folder, 'files', 'half.xlsx'), Buffer.from('504b0304140000000800', 'hex'));
    await writeFile(join(folder, 'files', 'bytes.csv'), Buffer.from([0x41, 0xff, 0xff, 0x0a, 0x81]));
    await writeFile(
      join(folder, 'files', 'quote.csv'),
      '年度,领域,单位,任务数\n2020,1,"人社局,100\n2021,1,人社局,100\n',
    );
    const { code, err, out } = await run('load', join(folder, path), '--json');
    expect(code).toBe(1);
    expect(out).toBe('');
    expect(err).toContain(words);
    expect(err).not.toContain('    at ');
    expect((await run('snapshots', '--json')).out).toContain('"id": "1"');
  });

  it('names the nearest kind of an unknown sheet, and what is missing', async () => {
    const file = join(test.folder, 'nearly.csv');
    await writeFile(file, '姓名,身份证号,人员类别,出勤课时\n张三,11010119900101001X,其他,8\n');
    const { code, out } = await run('load', file, '--dry-run');
    expect(code).toBe(0);
    expect(out).toContain('最接近“培训学员”');
    expect(out).toContain('班级编号');
  });

  it('lets a second load wait for the first', async () => {
    const folder = join(test.folder, 'two');
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'quota.csv'), '年度,领域,单位,任务数\n2021,3,妇联,77\n');
    const [first, second] = await Promise.all([
      run('load', SAMPLE_LEDGERS, '--json'),
      run('load', folder, '--json'),
    ]);
    expect([first.code, second.code]).toEqual([0, 0]);
    expect((await run('snapshots')).out).toContain('quota.csv');
  });

  it('writes demo ledgers that load, the same for the same seed', async () => {
    const [one, two] = [join(test.folder, 'demo-1'), join(test.folder, 'demo-2')];
    for (const folder of [one, two]) {
      expect((await run('demo', '--out', folder, '--trainings', '3000', '--seed', '7')).code).toBe(0);
    }
    expect(await readdir(one)).toEqual(await readdir(two));
    const home = join(test.folder, 'demo-home');
    const { code, out } = await collect(start(home, ['load', one, '--json']));
    expect(code).toBe(0);
    const sheets = LoadReport.parse(JSON.parse(out)).files.flatMap((file) => file.sheets);
    const sum = (pick: (sheet: (typeof sheets)[number]) => number): number =>
      sheets.reduce((total, sheet) => total + pick(sheet), 0);
    expect(new Set(sheets.map((sheet) => sheet.kind))).toContain('workforce');
    expect(sum((sheet) => sheet.quarantined)).toBeLessThan(sum((sheet) => sheet.read) / 50);
  });

  it('serves, never generates data, and stops on a signal', async () => {
    const home = join(test.folder, 'served');
    const server = start(home, ['serve', '--port', '0']);
    let said = '';
    while (!said.includes('http:')) {
      const [text] = (await once(server.stdout as NodeJS.ReadableStream, 'data')) as [Buffer];
      said += String(text);
    }
    const address = /http:\/\/\S+/.exec(said)?.[0] ?? '';
    expect((await fetch(`${address}/api/v1/progress`)).status).toBe(401);
    expect((await fetch(`${address}/health/ready`)).status).toBe(503);
    expect((await fetch(`${address}/health/live`)).status).toBe(200);
    server.kill('SIGTERM');
    const [code] = (await once(server, 'exit')) as [number | null];
    expect(code).toBe(0);
    // The accounts exist and the head of the log, but no ledger.
    const files = (await readdir(home)).map((name) => name.replace(/-(wal|shm)$/, ''));
    expect([...new Set(files)]).toEqual(['audit-anchor.json', 'state.sqlite']);
  });
});
