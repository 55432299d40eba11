import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { columnsOf } from '../../etl/src/draft/schema.ts';
import { loadProgramme, programmeFolder } from '../../etl/src/programme/load.ts';
import type { Programme } from '../../etl/src/programme/programme.ts';
import { writeTemplate } from '../../etl/src/workbooks/index.ts';
import { KIND_LABELS, LedgerKind } from '../../libs/contracts/src/index.ts';
import { makeHome, PROGRAMME, type TestHome, totals } from '../support/home.ts';
import {
  affected,
  enrolment,
  fund,
  institution,
  payout,
  quota,
  statistic,
  trainingClass,
} from '../support/ledgers.ts';
import { saveAs } from '../support/office.ts';

let test: TestHome;
let programme: Programme;
beforeAll(async () => {
  test = await makeHome();
  programme = await loadProgramme(programmeFolder(PROGRAMME));
});
afterAll(() => test?.remove());

const ROWS: Partial<Record<LedgerKind, Record<string, string>>> = {
  institutions: institution(),
  classes: trainingClass(),
  enrolments: enrolment(),
  payouts: payout(),
  funds: fund(),
  quotas: quota(),
  workforce: statistic(),
  affected: affected(),
};

describe('a blank template', () => {
  it.each(LedgerKind.options)('of %s is recognised by its header and has no rows', async (kind) => {
    const result = await test.load({ 'blank.xlsx': await writeTemplate(kind, programme) }, { dryRun: true });
    const [ledger, notes] = result.files[0]?.sheets ?? [];
    expect(ledger).toMatchObject({ sheet: KIND_LABELS[kind].zh, kind, headerRow: 1, read: 0 });
    expect(notes).toMatchObject({ sheet: '填表说明', kind: null, accepted: 0, quarantined: 0 });
    expect(result.staged[0]?.sheets.flatMap(({ nearest }) => nearest ?? [])).toEqual([]);
  });
});

describe('templates filled in with LibreOffice', () => {
  let filled: string[];
  const profile = (): string => join(test.folder, 'office');
  beforeAll(async () => {
    const folder = join(test.folder, 'filled');
    await mkdir(folder);
    const kinds = Object.keys(ROWS) as LedgerKind[];
    const blanks = kinds.map((kind) => join(folder, `${kind}.xlsx`));
    for (const [index, kind] of kinds.entries()) {
      await writeFile(blanks[index] ?? '', await writeTemplate(kind, programme));
    }
    filled = await saveAs(blanks, 'fods', folder, profile());
    for (const [index, path] of filled.entries()) {
      const kind = kinds[index] ?? 'classes';
      await writeFile(path, typeInto(await readFile(path, 'utf8'), kind, ROWS[kind] ?? {}));
    }
  });

  it.each([
    ['xlsx', 'xlsx'],
    ['xls', 'xls'],
    ['csv', 'csv:Text - txt - csv (StarCalc):44,34,67,1'],
  ])(
    'load without errors, saved as %s',
    async (format, filter) => {
      const folder = join(test.folder, `saved-${format}`);
      const saved = await saveAs(filled, filter, folder, profile());
      const home = await makeHome();
      try {
        const contents = await Promise.all(
          saved.map(async (path) => [path.split('/').at(-1), await readFile(path)]),
        );
        const result = await home.load(Object.fromEntries(contents));
        expect(totals(result)).toMatchObject({ accepted: saved.length, quarantined: 0 });
        if (format === 'csv')
          expect(result.staged.map(({ encoding }) => encoding)).toContain('gb18030, comma');
      } finally {
        await home.remove();
      }
    },
    180_000,
  );
});

/** A row typed into the first sheet under its header: texts as texts, dates and numbers as what Excel makes of them. */
function typeInto(flat: string, kind: LedgerKind, row: Record<string, string>): string {
  const types = new Map(columnsOf(programme, kind).map(({ label, type }) => [label, type]));
  const labels = [...types.keys()];
  const [prepared = ''] =
    /<table:table-row[^>]*number-rows-repeated="2000">.*?<\/table:table-row>/s.exec(flat) ?? [];
  expect(prepared).not.toBe('');
  const places = [...prepared.matchAll(/<table:table-cell([^>]*?)\/>/g)].flatMap(([, attributes = '']) => {
    const times = Number(/number-columns-repeated="(\d+)"/.exec(attributes)?.[1] ?? 1);
    return Array.from({ length: Math.min(times, 50) }, () =>
      attributes.replace(/ table:number-columns-repeated="\d+"/, ''),
    );
  });
  const cells = labels.map((label, index) => {
    const value = row[label] ?? '';
    const attributes = places[index] ?? '';
    if (value === '') return `<table:table-cell${attributes}/>`;
    const type = types.get(label);
    const text = `<text:p>${value}</text:p></table:table-cell>`;
    if ((type === 'date' || type === 'openDate') && /^\d/.test(value)) {
      return `<table:table-cell${attributes} office:value-type="date" office:date-value="${value}">${text}`;
    }
    if (['money', 'count', 'hours', 'rating', 'year'].includes(type ?? '')) {
      return `<table:table-cell${attributes} office:value-type="float" office:value="${value}">${text}`;
    }
    return `<table:table-cell${attributes} office:value-type="string">${text}`;
  });
  return flat.replace(prepared, `<table:table-row>${cells.join('')}</table:table-row>${prepared}`);
}
