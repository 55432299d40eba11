import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import * as XLSX from '@e965/xlsx';
import type { ProgressReport, ReportFormat } from '@skill-ledger/contracts';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { homeProgramme, periodOf, readSchemes } from '../../etl/src/index.ts';
import {
  NO_TEXTS,
  type ReportBasis,
  type ReportFacts,
  readReportFacts,
  writeReport,
} from '../../etl/src/periodic-reports/index.ts';
import { programmeFolder } from '../../etl/src/programme/load.ts';
import { openCurrentSnapshot } from '../support/etl.ts';
import { makeSampleHome, type TestHome } from '../support/home.ts';
import { saveAs } from '../support/office.ts';

const run = promisify(execFile);
const MM = 72 / 25.4;
/** No rounding of a renderer is larger: a third of a millimetre. */
const NEAR = 1;
/** Points of 三号. */
const CHARACTER = 16;
const EMPTY: ReportBasis = { cases: [], decisions: [], evaluation: null, previous: null, corrections: [] };
/** Several pages of full lines: characters that no rule of line breaking moves. */
const LONG = '培训质量稳步提升'.repeat(250);

let test: TestHome;
let facts: ReportFacts;
const files: Partial<Record<ReportFormat, Uint8Array>> = {};

beforeAll(async () => {
  test = await makeSampleHome();
  facts = await factsOf('2021H1', EMPTY);
  for (const format of ['docx', 'pdf', 'xlsx'] as const) {
    files[format] = await written(format);
    await writeFile(join(test.folder, `report.${format}`), files[format]);
  }
});
afterAll(() => test?.remove());

async function factsOf(id: string, basis: ReportBasis, asOf?: string): Promise<ReportFacts> {
  const programme = await homeProgramme(test.home);
  const snapshot = await openCurrentSnapshot(test.home);
  try {
    return await readReportFacts(await snapshot.connect(), {
      ...{ programme, basis, asOf, snapshot: snapshot.id, secret: 'secret' },
      period: periodOf(id, programme.facts),
      schemes: await readSchemes(programmeFolder(programme.id)),
      madeAt: '2022-06-30T09:00:00+08:00',
    });
  } finally {
    snapshot.close();
  }
}

const written = (format: ReportFormat, problems: string | null = LONG): Promise<Uint8Array> =>
  writeReport({ facts, texts: { ...NO_TEXTS, problems }, state: 'final', language: 'zh' }, format);

/** A line of a page in points, with its text. */
interface Line {
  left: number;
  top: number;
  right: number;
  bottom: number;
  text: string;
}

/** Lines of each page as they lie on the rendered page. */
async function linesOf(pdf: string): Promise<Line[][]> {
  const { stdout } = await run('pdftotext', ['-bbox-layout', pdf, '-'], { maxBuffer: 1 << 26 });
  return stdout
    .split('<page ')
    .slice(1)
    .map((page) =>
      [
        ...page.matchAll(
          /<line xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)<\/line>/gs,
        ),
      ].map(([, left, top, right, bottom, words = '']) => ({
        ...{ left: Number(left), top: Number(top), right: Number(right), bottom: Number(bottom) },
        text: [...words.matchAll(/<word[^>]*>(.*?)<\/word>/g)].map(([, word]) => word).join(''),
      })),
    );
}

/** Measures the page that holds nothing but typed text: 22 lines of 28 characters in 156 × 225 mm. */
function measure(pages: Line[][]): void {
  const full = pages
    .map((lines) => lines.filter(({ text }) => !text.startsWith('—')))
    .find((lines) => lines.length > 20 && lines.every(({ text }) => /^[培训质量稳步提升]+$/.test(text)));
  if (!full) throw new Error('no page holds typed text only');
  expect(full.map(({ text }) => [...text].length)).toEqual(Array.from({ length: 22 }, () => 28));
  const [first, last] = [full[0], full.at(-1)];
  const pitch = ((last?.top ?? 0) - (first?.top ?? 0)) / 21;
  expect((pitch * 22) / MM).toBeCloseTo(225, 0);
  for (const { left, right } of full) {
    expect(Math.abs(left - 28 * MM)).toBeLessThan(NEAR);
    expect(right).toBeLessThan((210 - 26) * MM + NEAR);
    expect((right - left) / MM).toBeGreaterThan(154);
  }
  // A line's box is higher than its characters: by its middle, these lie within the type area.
  const middle = ({ top, bottom }: Line): number => (top + bottom) / 2;
  expect(middle(first as Line) - CHARACTER / 2).toBeGreaterThan(37 * MM - NEAR);
  expect(middle(last as Line) + CHARACTER / 2).toBeLessThan((297 - 35) * MM + NEAR);
}

const textOf = async (path: string): Promise<string> =>
  (await run('pdftotext', ['-layout', path, '-'], { maxBuffer: 1 << 26 })).stdout;

/** Numbers as the report shows them: thousands grouped, shares as percent with every digit. */
const count = (value: number): string => value.toLocaleString('en-US');
const percent = (value: number): string => `${Number((value * 100).toFixed(4))}%`;
const money = (value: string): string => {
  const [whole = '', part] = value.split('.');
  return `${BigInt(whole).toLocaleString('en-US')}.${part}`;
};

/** What a report must say, from what `progress` and `score` print. */
function expected({ total, domains, workforce }: ProgressReport): string[] {
  return [
    ...[total.completed, total.target].map((value) => count(value ?? 0)),
    ...[total.progress, total.timeProgress, workforce?.skilledRatio, workforce?.highSkilledRatio].map(
      (value) => percent(value ?? 0),
    ),
    ...[total.budget, total.arrived, total.paid, total.perHead].map((value) => money(value ?? '')),
    ...domains.flatMap(({ completed, progress }) => [count(completed ?? 0), percent(progress ?? 0)]),
    ...facts.scores.units.flatMap(({ total: score }) => score ?? []),
  ];
}

describe('a report', () => {
  it('says in the workbook what `progress` and `score` say, as numbers', () => {
    const book = XLSX.read(files.xlsx);
    const sheet = (part: string) => {
      const name = book.SheetNames.find((one) => one.includes(part)) ?? '';
      return XLSX.utils.sheet_to_json<(string | number | null)[]>(book.Sheets[name] as XLSX.WorkSheet, {
        header: 1,
        defval: null,
      });
    };
    const domains = facts.progress.domains.map(({ domain, target, completed, progress }) => [
      domain,
      target,
      completed,
      progress,
    ]);
    expect(
      sheet('按领域')
        .slice(1)
        .map((row) => row.slice(0, 4)),
    ).toEqual(domains);
    expect(
      sheet('绩效得分')
        .slice(1)
        .map(([unit, score]) => [unit, score]),
    ).toEqual(facts.scores.units.map(({ unit, total }) => [unit, total === null ? null : Number(total)]));
    expect(
      sheet('按主管部门')
        .slice(1)
        .reduce((sum, row) => sum + Math.round(Number(row[2]) * 100), 0),
    ).toBe(Math.round(Number(facts.headline.paidPeriod) * 100));
    expect(sheet('说明').flat()).toContain(
      'skill-ledger report 2021H1 --as-of 2021-06-30'.replace(/^/, '在同一快照上：'),
    );
  });

  it('has the same cells in DOCX as in the workbook, real headings, footnotes, repeated heads and alternative texts', () => {
    const parts = unzipSync(files.docx as Uint8Array);
    const xml = strFromU8(parts['word/document.xml'] as Uint8Array);
    const cells = [...xml.matchAll(/<w:tc>.*?<\/w:tc>/gs)].map(([cell]) =>
      [...cell.matchAll(/<w:t[^>]*>([^<]*)<\/w:t>/g)].map(([, text]) => text).join(''),
    );
    for (const text of expected(facts.progress).slice(10)) expect(cells).toContain(text);
    const heads = [...xml.matchAll(/<w:pStyle w:val="Heading1"\/>.*?<w:t[^>]*>([^<]*)/gs)].map(
      ([, text]) => text,
    );
    expect([heads.length, heads[0], heads.at(-1)]).toEqual([13, '一、总体情况', '十三、更正']);
    const tables = xml.match(/<w:tbl>/g)?.length ?? 0;
    expect(xml.match(/<w:tblHeader\/>/g)).toHaveLength(tables);
    expect([...xml.matchAll(/<wp:docPr [^>]*descr="([^"]+)"/g)]).toHaveLength(3);
    const notes = strFromU8(parts['word/footnotes.xml'] as Uint8Array);
    expect(notes).toContain('完成培训人次：');
    expect(xml.match(/<w:footnoteReference/g)?.length).toBeGreaterThan(20);
    const fonts = strFromU8(parts['word/fontTable.xml'] as Uint8Array);
    expect(fonts).toContain('<w:font w:name="仿宋_GB2312"><w:altName w:val="仿宋,FangSong');
  });

  it('is the same bytes when it is made again', async () => {
    for (const format of ['docx', 'pdf', 'xlsx'] as const) {
      expect(Buffer.from(await written(format)).equals(files[format] as Uint8Array)).toBe(true);
    }
  });

  it('tells what changed since the report before, and corrects it', async () => {
    const previous = {
      ...{ period: '2021Q1', asOf: '2021-03-31', snapshot: '1' },
      headline: { ...(await factsOf('2021Q1', EMPTY)).headline, completed: '12345' },
    };
    const corrections = [{ period: '2021Q1', on: '2021-05-06', text: '表3脚注有误' }];
    const later = await factsOf('2021H1', { ...EMPTY, previous, corrections });
    const bytes = await writeReport(
      { facts: later, texts: NO_TEXTS, state: 'draft', language: 'zh' },
      'xlsx',
    );
    const book = XLSX.read(bytes);
    const lines = XLSX.utils.sheet_to_csv(book.Sheets.正文 as XLSX.WorkSheet);
    expect(lines).toContain('对2021年第一季度报告的更正（2021-05-06）：表3脚注有误');
    const [changed, corrected] = ['与上次报告', '报告的更正'].map((part) => {
      const name = book.SheetNames.find((one) => one.includes(part)) ?? '';
      return XLSX.utils.sheet_to_json<string[]>(book.Sheets[name] as XLSX.WorkSheet, { header: 1 });
    });
    expect(changed?.[1]?.slice(1)).toEqual(['12,345', count(later.progress.total.completed ?? 0)]);
    const now = (await factsOf('2021Q1', EMPTY)).headline.completed;
    expect(corrected?.slice(1)).toEqual([['完成培训人次', '12,345', count(Number(now))]]);
  });

  it('is refused for days or periods without data', async () => {
    await expect(factsOf('2021H1', EMPTY, '2020-12-31')).rejects.toThrow('早于期间首日');
    await expect(factsOf('2022', EMPTY)).rejects.toThrow('没有评价期“2022”');
  });
});

describe('the PDF', () => {
  it('lies on the page of an official document', async () => {
    measure(await linesOf(join(test.folder, 'report.pdf')));
  });

  it('shows every number and embeds its fonts', async () => {
    const path = join(test.folder, 'report.pdf');
    const text = await textOf(path);
    for (const number of expected(facts.progress)) expect(text).toContain(number);
    const { stdout } = await run('pdffonts', [path]);
    const fonts = stdout.trim().split('\n').slice(2);
    expect(fonts.length).toBeGreaterThan(1);
    for (const font of fonts) expect(font).toMatch(/yes +yes +yes/);
  });
});

describe('in LibreOffice', () => {
  it('the DOCX lies on the page of an official document and shows every number', async () => {
    const [page = ''] = await saveAs(
      [join(test.folder, 'report.docx')],
      'pdf',
      join(test.folder, 'page'),
      join(test.folder, 'office'),
    );
    measure(await linesOf(page));
    const text = await textOf(page);
    for (const number of expected(facts.progress)) expect(text).toContain(number);
  });

  it('the workbook opens', async () => {
    const [saved = ''] = await saveAs(
      [join(test.folder, 'report.xlsx')],
      'pdf',
      join(test.folder, 'sheets'),
      join(test.folder, 'office'),
    );
    expect(await textOf(saved)).toContain('各单位绩效得分');
  });
});
