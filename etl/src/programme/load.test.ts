import { appendFile, cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ProgrammeError } from './faults.ts';
import { listProgrammes, loadProgramme, programmeFolder } from './load.ts';

const YIWU = programmeFolder('yiwu-2019-2021');

describe('the programme of Yiwu', () => {
  it('is what the decree says', async () => {
    const programme = await loadProgramme(YIWU);
    const sum = (list: (number | null)[]): number =>
      list.reduce<number>((total, value) => total + (value ?? 0), 0);
    const year = (number: number) =>
      programme.domainYears.filter((line) => line.year === number).map((line) => line.value);
    expect(programme.domains).toHaveLength(10);
    expect(sum(programme.domains.map((domain) => domain.target))).toBe(100_000);
    expect([sum(year(2019)), sum(year(2020)), sum(year(2021))]).toEqual([23_214, 40_000, 40_000]);
    expect(programme.domainYears.filter((line) => line.value === null).map((line) => line.domain)).toEqual([
      '技能精进',
      '技术管理',
    ]);
    expect(programme.units.filter((unit) => unit.kind === 'department')).toHaveLength(20);
    expect(programme.units.filter((unit) => unit.kind === 'town')).toHaveLength(14);
    expect(programme.unitAliases.get('义乌市人力资源和社会保障局')).toBe('人社局');
    expect(programme.unitAliases.get('义乌市佛堂镇')).toBe('佛堂镇');
    expect(programme.domains.filter((domain) => domain.lead === null).map((domain) => domain.number)).toEqual(
      [9, 10],
    );
    expect(programme.standards.map((standard) => standard.code)).toHaveLength(22);
    expect(await listProgrammes()).toContain('yiwu-2019-2021');
  });

  it('has a clause on every line', async () => {
    const { standards, domains, columns, units } = await loadProgramme(YIWU);
    for (const line of [...standards, ...domains, ...columns, ...units]) expect(line.clause).not.toBe('');
  });
});

describe('a programme that is read again', () => {
  it('is the same one until a file changes, and cannot be changed by a caller', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'skill-ledger-programme-'));
    try {
      await cp(YIWU, folder, { recursive: true });
      const first = await loadProgramme(folder);
      expect(await loadProgramme(folder)).toBe(first);
      expect(() => Object.assign(first.units[0] ?? {}, { name: '别处' })).toThrow(TypeError);
      expect(() => first.units.pop()).toThrow(TypeError);
      for (const { values } of first.columns)
        expect(() => (values as string[]).push('别处')).toThrow(TypeError);
      expect(() => (first.facts.baselineYears as number[]).push(2018)).toThrow(TypeError);
      // From now on, the times of its files tell whether one has changed.
      await sleep(2100);
      for (let times = 0; times < 2; times += 1) expect(await loadProgramme(folder)).toBe(first);
      await appendFile(join(folder, 'words.csv'), '某词,a word,译名\n');
      const changed = await loadProgramme(folder);
      expect(changed).not.toBe(first);
      expect(changed.words.get('某词')).toBe('a word');
      expect(first.words.has('某词')).toBe(false);
      expect((await loadProgramme(YIWU)).folder).toBe(YIWU);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});

describe('a broken programme', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'skill-ledger-programme-'));
    await cp(YIWU, folder, { recursive: true });
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const change = async (file: string, from: string | RegExp, to: string): Promise<void> => {
    const path = join(folder, file);
    const text = await readFile(path, 'utf8');
    const changed = text.replace(from, to);
    expect(changed).not.toBe(text);
    await writeFile(path, changed);
  };
  const fault = async (): Promise<string> =>
    loadProgramme(folder).then(
      () => 'no fault',
      (error: unknown) =>
        error instanceof ProgrammeError ? error.text.zh : `another error: ${String(error)}`,
    );

  it.each([
    ['a number that is none', 'domains.csv', ',1000,', ',一千,', 'domains.csv:2:target'],
    ['a missing column', 'standards.csv', 'amount', 'betrag', 'standards.csv:1:amount'],
    ['an unknown lead', 'domains.csv', ',经信局,附件', ',经济局,附件', 'domains.csv:3:lead “经济局”'],
    ['a code twice', 'units.csv', 'FGJ,', 'RSJ,', 'units.csv:3:code'],
    ['a day that does not exist', 'standards.csv', '2020-01-30', '2020-13-30', 'standards.csv:2:validFrom'],
    ['a column type that does not exist', 'columns.csv', ',creditCode,', ',code128,', 'columns.csv:2:type'],
    ['a fact that is missing', 'programme.csv', /^until,.*\n/m, '', 'programme.csv:until'],
    ['an empty clause', 'targets.csv', ',§一', ',', 'targets.csv:2:clause'],
    [
      'a column without a declaration of personal data',
      'columns.csv',
      'true,false,name,',
      'true,false,,',
      'columns.csv:28:personal',
    ],
    [
      'a person id declared not personal',
      'columns.csv',
      'true,true,id,',
      'true,true,no,',
      'columns.csv:29:personal',
    ],
    [
      'a mask that does not exist',
      'columns.csv',
      ',false,false,phone,',
      ',false,false,tel,',
      'columns.csv:33:personal',
    ],
    [
      'two amounts of a standard on one day',
      'standards.csv',
      /^(Q2,.*)$/m,
      '$1\n$1',
      'standards.csv:4:validFrom,validUntil “Q2” 的有效期与第 3 行',
    ],
    [
      'two rates of an uplift on one day',
      'uplifts.csv',
      /^(小班化,.*)$/m,
      '$1\n$1',
      'uplifts.csv:7:validFrom,validUntil “小班化” 的有效期与第 6 行（不限 至 不限）重叠',
    ],
    [
      'an amount that ends before it begins',
      'standards.csv',
      '2020-01-30,2021-12-31',
      '2020-01-30,2019-12-31',
      'standards.csv:2:validFrom,validUntil',
    ],
  ])('with %s is refused by file, line and field', async (_name, file, from, to, place) => {
    await change(file, from, to);
    expect(await fault()).toContain(place);
  });

  it('with two amounts on one day is refused, and loads if the second begins the day after', async () => {
    const second = (from: string): string => `$1,2020-01-30,2020-12-31,$2\n$1,${from},2021-12-31,$2`;
    await change('standards.csv', /^(Q4,.*),2020-01-30,2021-12-31,(.*)$/m, second('2020-12-31'));
    expect(await fault()).toContain('第 5 行（2020-01-30 至 2020-12-31）重叠');
    await change('standards.csv', ',2020-12-31,2021-12-31,', ',2021-01-01,2021-12-31,');
    expect(await fault()).toBe('no fault');
  });

  it('reports all faults at once', async () => {
    await change('domains.csv', ',1000,', ',一千,');
    await change('thresholds.csv', ',-5,', ',minus five,');
    const text = await fault();
    expect(text).toContain('domains.csv:2:target');
    expect(text).toContain('thresholds.csv:3:value');
  });

  it('names a missing file', async () => {
    await rm(join(folder, 'uplifts.csv'));
    await expect(loadProgramme(folder)).rejects.toThrow('uplifts.csv');
  });
});
