import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeSampleHome, type TestHome } from '../support/home.ts';
import { runProgram } from '../support/program.ts';

describe('skill-ledger report', () => {
  let test: TestHome;
  beforeAll(async () => {
    test = await makeSampleHome();
  });
  afterAll(() => test?.remove());
  const report = (...words: string[]) => runProgram(test.home, ['report', ...words]);

  it('writes a file in the format of its ending, the same bytes in another time zone', async () => {
    const [one, two] = [join(test.folder, 'one.xlsx'), join(test.folder, 'two.xlsx')];
    const { code, out, err } = await report('2021H1', '--lang', 'en', '--out', one, '--json');
    expect(code, err).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      period: '2021H1',
      asOf: '2021-06-30',
      format: 'xlsx',
      path: one,
    });
    await runProgram(test.home, ['report', '2021H1', '--lang', 'en', '--out', two], {
      env: { TZ: 'America/New_York' },
    });
    expect((await readFile(one)).equals(await readFile(two))).toBe(true);
  });

  it.each([
    [['2022', '--out', 'x.pdf'], '没有评价期“2022”'],
    [['2021', '--as-of', '2020-06-30', '--out', 'x.pdf'], '本期没有数据'],
    [['2021', '--as-of', '30.6.2021', '--out', 'x.pdf'], '不是有效日期'],
    [['2021', '--out', 'x.odt'], '.docx、.pdf、.xlsx'],
    [['2021', '--lang', 'fr', '--out', 'x.pdf'], '没有语言“fr”'],
    [['2021', '--out', 'none/x.xlsx'], 'none'],
  ])('refuses %j and writes nothing', async (words, text) => {
    const at = words.indexOf('--out') + 1;
    const path = join(test.folder, words[at] ?? '');
    const { code, err } = await report(...words.with(at, path));
    expect(code).toBe(1);
    expect(err).toContain(text);
    expect(existsSync(path)).toBe(false);
  });
});
