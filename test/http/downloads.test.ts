import { read, utils, type WorkBook } from '@e965/xlsx';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Role } from '../../libs/contracts/src/index.ts';
import { FURNISHED_TOWN, type FurnishedServer, furnishedServer } from '../support/furnished.ts';
import { personId } from '../support/ledgers.ts';
import type { ApiDocument } from '../support/odd-requests.ts';
import { unzipText } from '../support/zip.ts';

/** Every download: its query, the name of its file (what, scope, date), and who asks where it is not the office. */
const DOWNLOADS: Record<string, { query?: string; name: RegExp; as?: Role }> = {
  'audit.csv': { name: /^审计日志-全市-DAY\.csv$/, as: 'auditor' },
  'audit.zip': { query: '?action=batch.load', name: /^审计日志-装载批次-DAY\.zip$/, as: 'auditor' },
  'rows.csv': { query: '?figure=paid&unit=佛堂镇', name: /^已发放-台账行-佛堂镇-截至DAY\.csv$/ },
  'rows.zip': { query: '?figure=enrolled', name: /^报名人次-台账行-全市-截至DAY\.zip$/ },
  'rows.xlsx': { query: '?figure=enrolled', name: /^报名人次-台账行-佛堂镇-截至DAY\.xlsx$/, as: 'unit' },
  'scores/ranking.csv': { query: '?period=2020', name: /^绩效排名-全市-2020年度-截至DAY\.csv$/ },
  'scores/ranking.zip': { query: '?period=2020', name: /^绩效排名-全市-2020年度-截至DAY\.zip$/ },
  'scores/ranking.xlsx': { query: '?period=2020', name: /^绩效排名-全市-2020年度-截至DAY\.xlsx$/ },
  'findings.csv': { query: '?severity=high', name: /^监管预警-高-DAY\.csv$/ },
  'findings.zip': { name: /^监管预警-佛堂镇-DAY\.zip$/, as: 'unit' },
  'findings.xlsx': { name: /^监管预警-全市-DAY\.xlsx$/ },
  'tasks/export.xlsx': { query: '?unit=佛堂镇', name: /^督办列表-佛堂镇-DAY\.xlsx$/ },
  'tasks/{id}/sheet.docx': { name: /^督办单-佛堂镇-\S+-DAY\.docx$/ },
  'quarantine.xlsx': { query: '?kind=enrolments', name: /^待修正-培训学员-DAY\.xlsx$/ },
  'evaluations/periods/{period}/results.xlsx': { name: /^绩效自评复核汇总-全市-2020年度\.xlsx$/ },
  'evaluations/forms/{id}/official-form.docx': { name: /^项目支出绩效自评表-佛堂镇-2020年度\.docx$/ },
  'evaluations/forms/{id}/official-form.xlsx': { name: /^项目支出绩效自评表-佛堂镇-2020年度\.xlsx$/ },
  'evaluations/forms/{id}/official-form.pdf': { name: /^项目支出绩效自评表-佛堂镇-2020年度\.pdf$/ },
  'reports/{id}/report.docx': { name: /^工作情况报告-全市-2020年度-DAY\.docx$/ },
  'reports/{id}/report.xlsx': { name: /^工作情况报告-全市-2020年度-DAY\.xlsx$/ },
  'reports/{id}/report.pdf': { query: '?lang=en', name: /^report-city-2020-DAY\.pdf$/ },
};

/** Blank forms, and files that are sent as they were handed in. */
const NO_EXPORTS = [
  ...['templates/{kind}', 'files/{sha256}', 'findings/{id}/files/{file}', 'tasks/{id}/files/{file}'],
  'evaluations/forms/{id}/files/{file}',
];
/** Forms of the authorities: their cells and sheets are prescribed. */
const PRESCRIBED = ['evaluations/forms/{id}/official-form.xlsx'];

let server: FurnishedServer;
beforeAll(async () => {
  server = await furnishedServer();
});
afterAll(() => server?.close());

const addressOf = (path: string, query = ''): string => {
  const values = server.parametersOf(`/api/v1/${path}`);
  return encodeURI(
    `/api/v1/${path.replaceAll(/\{(\w+)\}/g, (_, name: string) => values[name] ?? name)}${query}`,
  );
};
const get = (path: string, cookie: string, query?: string) =>
  server.app.inject({ method: 'GET', url: addressOf(path, query), headers: { cookie } });
const download = (path: string) => {
  const { query, as = 'office' } = DOWNLOADS[path] ?? {};
  return get(path, server.cookies[as], query);
};
const nameOf = (answer: { headers: Record<string, unknown> }): string =>
  decodeURIComponent(String(answer.headers['content-disposition']).split("UTF-8''")[1] ?? '');

/** The cells under their headers. */
function cellsOf(book: WorkBook): { label: string; value: unknown; sheet: string }[] {
  return book.SheetNames.flatMap((sheet) => {
    const rows = utils.sheet_to_json<unknown[]>(book.Sheets[sheet] ?? {}, { header: 1, UTC: true });
    const [head = [], ...lines] = rows;
    return lines.flatMap((line) =>
      line.map((value, at) => ({ label: String(head[at] ?? ''), value, sheet })),
    );
  });
}

const workbooks = Object.keys(DOWNLOADS).filter(
  (path) => path.endsWith('.xlsx') && !PRESCRIBED.includes(path),
);
const IDENTIFIERS = /证件号码|手机号码|账号|证书编号|机构编码|班级编号|发放编号/;

describe('a download', () => {
  it('is in the table: every route that sends a file', async () => {
    const { paths }: ApiDocument = (await server.app.inject('/api/openapi.json')).json();
    const routes = Object.entries(paths).flatMap(([path, { get: operation }]) =>
      operation && path.startsWith('/api/v1/') && !path.includes('/jobs/') ? [path.slice(8)] : [],
    );
    const sending: string[] = [];
    for (const path of routes) {
      const query = DOWNLOADS[path]?.query ?? '?figure=paid&period=2020';
      let answer = await get(path, server.cookies.office, query);
      if (answer.statusCode === 403) answer = await get(path, server.cookies.auditor, query);
      if (answer.headers['content-disposition']) sending.push(path);
    }
    expect(sending.sort()).toEqual([...Object.keys(DOWNLOADS), ...NO_EXPORTS].sort());
  });

  it.each(Object.entries(DOWNLOADS))('is named with what, scope and date: %s', async (path, { name }) => {
    const answer = await download(path);
    expect(answer.statusCode).toBe(200);
    expect(nameOf(answer)).toMatch(new RegExp(name.source.replaceAll('DAY', '\\d{4}-\\d\\d-\\d\\d')));
  });

  it.each(workbooks)('has numbers and days as such, ids as texts, and a sheet 说明: %s', async (path) => {
    const { rawPayload } = await download(path);
    const book = read(rawPayload, { cellDates: true, UTC: true });
    expect(book.SheetNames).toContain('说明');
    const told = JSON.stringify(utils.sheet_to_json(book.Sheets.说明 ?? {}, { header: 1 }));
    expect(told).toMatch(/快照|导出时间|评价期/);
    const cells = cellsOf(book).filter(({ sheet }) => sheet !== '说明');
    // The quarantine holds the cells as they were handed in.
    const wrong = path === 'quarantine.xlsx' ? [] : cells.filter(({ value }) => isMistyped(value));
    expect(wrong).toEqual([]);
    const ids = cells.filter(({ label, value }) => IDENTIFIERS.test(label) && value !== undefined);
    expect(ids.filter(({ value }) => typeof value !== 'string')).toEqual([]);
    const codes = cells.filter(({ value }) => typeof value === 'string' && CODE.test(value));
    expect(codes).toEqual([]);
  });

  it.each(['rows.csv', 'rows.zip', 'findings.csv'])(
    'keeps long numbers from Excel in CSV: %s',
    async (path) => {
      const answer = await download(path);
      const text = path.endsWith('.zip') ? unzipText(answer.rawPayload) : answer.body;
      for (const id of [personId(1), '6200000000000000001']) {
        if (text.includes(id)) expect(text).toContain(`"\t${id}"`);
      }
      if (path.endsWith('.zip')) expect(text).toContain('导出时间：');
    },
  );

  it.each([
    ['tasks/export.xlsx', '?unit=义亭镇'],
    ['findings.xlsx', '?unit=义亭镇'],
    ['quarantine.xlsx', '?kind=payouts'],
    ['rows.xlsx', '?figure=enrolled&asOf=2019-06-30'],
  ])('has the rows that the filters leave: %s%s', async (path, query) => {
    const rowsOf = async (asked?: string) => {
      const book = read((await get(path, server.cookies.office, asked)).rawPayload);
      return cellsOf(book).filter(({ sheet }) => sheet !== '说明').length;
    };
    expect(await rowsOf(DOWNLOADS[path]?.query)).toBeGreaterThan(0);
    expect(await rowsOf(query)).toBe(0);
  });

  it.each(Role.options)('needs no purpose of a role that reads masked rows only: %s', async (role) => {
    const mayRead = ['leader', 'office', 'finance', 'unit', 'auditor'].includes(role);
    const withheld = mayRead && role !== 'leader';
    for (const path of ['rows.csv', 'rows.zip', 'rows.xlsx']) {
      const answer = await get(path, server.masked[role], '?figure=enrolled');
      expect([path, answer.statusCode]).toEqual([path, !mayRead || withheld ? 403 : 200]);
      if (answer.statusCode === 200) expect(answer.rawPayload.toString('latin1')).not.toContain(personId(1));
    }
  });

  it('of the quarantine says on every sheet who took it, and can be handed in again', async () => {
    const { rawPayload } = await get('quarantine.xlsx', server.cookies.unit);
    const book = read(rawPayload);
    expect(book.SheetNames).toEqual(['培训学员', '说明']);
    expect(unzipText(rawPayload).match(/由 测试[^<]*导出/g)?.length).toBeGreaterThanOrEqual(2);
    expect(unzipText(rawPayload)).toContain(FURNISHED_TOWN);
    const again = await server.test.load({ '待修正.xlsx': rawPayload }, { unit: FURNISHED_TOWN });
    expect(again).toMatchObject({ changed: false, mended: { untouched: 1, changed: 0 } });
  });
});

/** Codes of states, levels, kinds and actions: they stand beside words only, and never in a cell of their own. */
const CODE =
  /^(high|medium|low|open|checking|confirmed|dismissed|normal|urgent|submitted|final|reviewing|enrolments|payouts)$/;

/** A number or day that is a text, unless it would not survive as a number. */
const isMistyped = (value: unknown): boolean =>
  typeof value === 'string' &&
  (/^-?\d{1,3}(,\d{3})*\.\d\d$/.test(value) || /^\d{4}-\d\d-\d\d(T.*)?$/.test(value));
