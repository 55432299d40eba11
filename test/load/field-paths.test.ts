import * as XLSX from '@e965/xlsx';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { homeProgramme } from '../../etl/src/home/programme.ts';
import { readQuarantine } from '../../etl/src/ledgers/quarantine.ts';
import type { LoadResult } from '../../etl/src/operations/load.ts';
import { loadProgramme, programmeFolder } from '../../etl/src/programme/load.ts';
import { writeQuarantine, writeTemplate } from '../../etl/src/workbooks/index.ts';
import { Job, QuarantineAnswer, type QuarantineEntry, Upload } from '../../libs/contracts/src/index.ts';
import { cookieOf } from '../support/access.ts';
import { startServer } from '../support/browser.ts';
import { openCurrentSnapshot } from '../support/etl.ts';
import { FIELD_FORMATS, type FieldCell, type FieldFormat, useFieldHome } from '../support/field.ts';
import { PROGRAMME } from '../support/home.ts';
import { csv, enrolment, payout, personId } from '../support/ledgers.ts';
import { QUIRKS, type Quirk, type QuirkKind } from './field-quirks.ts';

interface Read {
  value: string | null;
  codes: string[];
}

/** One row for each quirk, told by a number of its own; the other cells are plain. */
function rowsOf(way: number, kind: QuirkKind, cellOf: (quirk: Quirk, own: string) => FieldCell) {
  return QUIRKS.flatMap((quirk, at): Record<string, FieldCell>[] => {
    if (quirk.kind !== kind) return [];
    const own = personId(at + 1, `19${60 + way}0101`);
    const plain = kind === 'payouts' ? payout(marks(way, at)) : enrolment(marks(way, at));
    return [{ ...plain, 班级编号: 'YW2020010001', 证件号码: own, [quirk.label]: cellOf(quirk, own) }];
  });
}
const mark = (way: number, at: number): string => String(13_000_000_000 + way * 1000 + at);
const marks = (way: number, at: number): Record<string, string> => {
  const own = mark(way, at);
  return {
    ...{ 发放编号: own, 手机号码: own, 证书编号: `Z${own}`, 发证日期: '2020-10-01' },
    ...{ 公示开始日期: '', 公示结束日期: '' },
  };
};
const written = ({ cell }: Quirk, own: string): FieldCell => (typeof cell === 'function' ? cell(own) : cell);
const isText = ({ cell }: Quirk): boolean => typeof cell !== 'number';
/** What a text format can hold of it. */
const asText = (quirk: Quirk, own: string): FieldCell => (isText(quirk) ? written(quirk, own) : '1');

/** The rows in a sheet of a workbook, under its header if it has one. */
function fill(
  book: XLSX.WorkBook,
  sheetName: string,
  kind: QuirkKind,
  rows: Record<string, FieldCell>[],
): void {
  const labels = Object.keys(rows[0] ?? {});
  const sheet = XLSX.utils.aoa_to_sheet([
    labels,
    ...rows.map((row) => labels.map((label) => row[label] || null)),
  ]);
  const own = QUIRKS.filter((quirk) => quirk.kind === kind);
  for (const [at, { label, format }] of own.entries()) {
    const cell = sheet[XLSX.utils.encode_cell({ r: at + 1, c: labels.indexOf(label) })];
    if (format !== undefined && cell) cell.z = format;
  }
  book.Sheets[sheetName] = sheet;
  if (!book.SheetNames.includes(sheetName)) book.SheetNames.push(sheetName);
}
const save = (book: XLSX.WorkBook, format: FieldFormat): Uint8Array =>
  XLSX.write(book, { type: 'buffer', bookType: format === 'xls' ? 'biff8' : 'xlsx' });

const KINDS: QuirkKind[] = ['payouts', 'enrolments'];
const strings = (rows: Record<string, FieldCell>[]): Record<string, string>[] =>
  rows.map((row) =>
    Object.fromEntries(Object.entries(row).map(([label, cell]) => [label, String(cell ?? '')])),
  );
/** A carriage return alone needs quotes too. */
const csvOf = (rows: Record<string, FieldCell>[]): string =>
  csv(...strings(rows)).replaceAll(/(?<=,|\n)([^",\n]*\r[^",\n]*)(?=,|\n|$)/g, '"$1"');

/** The quirks as files of a format. @param plain so many more rows, plain ones */
function filesOf(way: number, format: FieldFormat, plain = 0): Record<string, Uint8Array | string> {
  return Object.fromEntries(
    KINDS.map((kind) => {
      if (format !== 'csv') {
        const book = XLSX.utils.book_new();
        fill(book, '台账', kind, rowsOf(way, kind, written));
        return [`${kind}-${way}.${format}`, save(book, format)];
      }
      const rows = rowsOf(way, kind, asText);
      const more = Array.from({ length: plain }, (_, at) => ({
        ...rows[0],
        ...{ 发放金额: '1500', 发放编号: `B${way}${at}`, 手机号码: '13800000000', 证书编号: `B${way}${at}` },
        ...{ 姓名: '张三', 证件号码: personId(1 + (at % 998), `19${10 + Math.floor(at / 998)}0101`) },
      }));
      return [`${kind}-${way}.csv`, csvOf([...rows, ...more])];
    }),
  );
}

const home = useFieldHome();
let server: Awaited<ReturnType<typeof startServer>>;
let cookie = '';
beforeAll(async () => {
  server = await startServer(home().home);
  cookie = await cookieOf(home().home, 'office', { purpose: '核对' });
});
afterAll(() => server?.close());

const call = (path: string, init?: RequestInit): Promise<Response> =>
  fetch(`${server.address}/api/v1${path}`, { ...init, headers: { ...init?.headers, cookie } });
async function follow(path: string, body?: unknown): Promise<Job> {
  const headers = { 'content-type': 'application/json' };
  const started = await call(path, {
    method: 'POST',
    ...(body !== undefined && { headers, body: JSON.stringify(body) }),
  });
  const { id: job } = Job.parse(await started.json());
  await (await call(`/jobs/${job}/events`)).text();
  return Job.parse(await (await call(`/jobs/${job}`)).json());
}
async function upload(files: Record<string, Uint8Array | string>): Promise<string> {
  const form = new FormData();
  for (const [path, bytes] of Object.entries(files))
    form.append('files', new Blob([bytes as Uint8Array<ArrayBuffer>]), path);
  return Upload.parse(await (await call('/uploads', { method: 'POST', body: form })).json()).id;
}

/** What became of the rows of a way, in the order of the quirks. */
async function found(way: number, checked?: QuarantineEntry[]): Promise<Read[]> {
  const snapshot = await openCurrentSnapshot(home().home);
  try {
    const connection = await snapshot.connect();
    const held = checked ?? (await readQuarantine(connection, await homeProgramme(home().home)));
    const reads: Read[] = [];
    for (const [at, quirk] of QUIRKS.entries()) {
      const own = mark(way, at);
      const entry = held.find(
        ({ kind, cells }) => kind === quirk.kind && (cells.payout_id === own || cells.phone === own),
      );
      const codes = entry?.reasons.map(({ code }) => code) ?? [];
      const rows = await connection.runAndReadAll(
        `SELECT ${quirk.field}::VARCHAR FROM ${quirk.kind} WHERE ${quirk.kind === 'payouts' ? 'payout_id' : 'phone'} = $1`,
        [own],
      );
      reads.push({ value: (rows.getRowsJS()[0]?.[0] as string | null | undefined) ?? null, codes });
    }
    return reads;
  } finally {
    snapshot.close();
  }
}

const expected = (quirk: Quirk, own: string): Read => {
  const { is } = quirk;
  if (Array.isArray(is)) return { value: null, codes: is };
  return { value: typeof is === 'function' ? is(own) : is, codes: [] };
};
const told = (quirk: Quirk, own: string): string =>
  `${quirk.label} ${JSON.stringify(written(quirk, own))} ${quirk.format ?? ''}`;

/** Compares every quirk that the way can hold. @param isDry nothing was loaded: only the codes tell */
function same(way: number, reads: Read[], holds: (quirk: Quirk) => boolean, isDry = false): void {
  const all = QUIRKS.map((quirk, at) => ({ quirk, at, own: personId(at + 1, `19${60 + way}0101`) })).filter(
    ({ quirk }) => holds(quirk),
  );
  const list = (of: (at: number, quirk: Quirk, own: string) => Read) =>
    Object.fromEntries(
      all.map(({ quirk, at, own }) => {
        const { codes, value } = of(at, quirk, own);
        return [told(quirk, own), isDry ? { codes } : { codes, value }];
      }),
    );
  expect(list((at) => reads[at] ?? { value: null, codes: ['none'] })).toEqual(
    list((_, quirk, own) => expected(quirk, own)),
  );
}
const any = (): boolean => true;

/** Loads rows that wait for the cell in question, and gives their entries in the order of the quirks. */
async function waiting(
  way: number,
  holds: (quirk: Quirk) => boolean,
): Promise<(QuarantineEntry | undefined)[]> {
  await home().load(
    Object.fromEntries(
      KINDS.map((kind) => [
        `${kind}-${way}.csv`,
        csvOf(rowsOf(way, kind, (quirk) => (holds(quirk) ? '#REF!' : '#NAME?'))),
      ]),
    ),
  );
  const snapshot = await openCurrentSnapshot(home().home);
  try {
    const held = await readQuarantine(await snapshot.connect(), await homeProgramme(home().home));
    return QUIRKS.map((quirk, at) =>
      held.find(
        ({ kind, cells }) =>
          kind === quirk.kind && (cells.payout_id === mark(way, at) || cells.phone === mark(way, at)),
      ),
    );
  } finally {
    snapshot.close();
  }
}

describe('a cell means the same on every way into the warehouse', () => {
  it.each(FIELD_FORMATS.map((format, at) => [format, at + 1] as const))(
    'load of .%s, after a dry run',
    async (format, way) => {
      const holds = format === 'csv' ? isText : any;
      let checked: QuarantineEntry[] = [];
      const onQuarantined = async (rows: QuarantineEntry[]): Promise<void> => {
        checked = rows;
      };
      const trial: LoadResult = await home().load(filesOf(way, format), { dryRun: true, onQuarantined });
      expect(trial.batch).toBeNull();
      same(way, await found(way, checked), holds, true);
      await home().load(filesOf(way, format));
      same(way, await found(way), holds);
    },
  );

  it('load of a long text, which the database reads itself', async () => {
    const files = filesOf(5, 'csv', 3000);
    expect(Object.values(files).every((text) => text.length > 2 ** 18)).toBe(true);
    await home().load(files);
    same(5, await found(5), isText);
  });

  it.each(FIELD_FORMATS.map((format, at) => [format, at + 6] as const))(
    'upload of .%s: the check, and the load',
    async (format, way) => {
      const holds = format === 'csv' ? isText : any;
      const upload_ = await upload(filesOf(way, format));
      await follow(`/uploads/${upload_}/check`);
      const { rows } = QuarantineAnswer.parse(await (await call(`/uploads/${upload_}/quarantine`)).json());
      same(way, await found(way, rows), holds, true);
      expect(await follow(`/uploads/${upload_}/load`)).toMatchObject({ state: 'done' });
      same(way, await found(way), holds);
    },
  );

  it.each([
    ['xlsx', 10],
    ['xls', 11],
  ] as const)('the template, filled in and saved as .%s', async (format, way) => {
    const programme = await loadProgramme(programmeFolder(PROGRAMME));
    const files = await Promise.all(
      KINDS.map(async (kind) => {
        const book = XLSX.read(await writeTemplate(kind, programme));
        fill(book, book.SheetNames[0] ?? '', kind, rowsOf(way, kind, written));
        return [`模板-${kind}.${format}`, save(book, format)] as const;
      }),
    );
    await home().load(Object.fromEntries(files));
    same(way, await found(way), any);
  });

  it.each([
    ['xlsx', 12],
    ['xls', 13],
  ] as const)('the workbook of the quarantine, mended and saved as .%s', async (format, way) => {
    const entries = await waiting(way, any);
    const book = XLSX.read(
      await writeQuarantine(
        entries.flatMap((entry) => entry ?? []),
        await homeProgramme(home().home),
      ),
    );
    for (const name of book.SheetNames) {
      const sheet = book.Sheets[name] ?? {};
      const rows: string[][] = XLSX.utils.sheet_to_json(sheet, { header: 1, defval: '' });
      for (const [at, quirk] of QUIRKS.entries()) {
        const row = rows.findIndex((cells) => cells.includes(mark(way, at)));
        const column = rows[0]?.findIndex((header) => header.startsWith(quirk.label)) ?? -1;
        if (row < 0 || column < 0) continue;
        const cell = written(quirk, personId(at + 1, `19${60 + way}0101`));
        const address = XLSX.utils.encode_cell({ r: row, c: column });
        sheet[address] = {
          t: typeof cell === 'number' ? 'n' : 's',
          v: cell,
          ...(quirk.format && { z: quirk.format }),
        };
      }
    }
    await home().load({ [`改好.${format}`]: save(book, format) });
    same(way, await found(way), any);
  });

  it('mended in a cell of the page', async () => {
    const entries = await waiting(14, isText);
    const rows = QUIRKS.flatMap((quirk, at) => {
      const cell = written(quirk, personId(at + 1, '19740101'));
      return isText(quirk) ? [{ id: entries[at]?.id, cells: { [quirk.field]: cell } }] : [];
    });
    expect(await follow('/quarantine/mend', { rows })).toMatchObject({ state: 'done', problem: null });
    same(14, await found(14), isText);
  });
});
