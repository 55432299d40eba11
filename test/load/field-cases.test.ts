import type { LedgerKind, QuarantineEntry } from '@skill-ledger/contracts';
import { describe, expect, it } from 'vitest';
import { withSnapshot } from '../../etl/src/home/open-snapshot.ts';
import { fieldCase, useFieldHome } from '../support/field.ts';
import { totals } from '../support/home.ts';

const home = useFieldHome();

/** What a dry run says of a case: counts, codes by row, and the first rows of each table. */
async function check(name: string, hidden = false) {
  let rows: QuarantineEntry[] = [];
  const result = await home().load(
    { [name]: await fieldCase(name) },
    {
      dryRun: true,
      hidden,
      onQuarantined: async (found) => {
        rows = found;
      },
    },
  );
  const [file] = result.staged;
  const { accepted, quarantined, ignored } = totals(result);
  const codes = Object.fromEntries(rows.map(({ row, reasons }) => [row, reasons.map(({ code }) => code)]));
  return { accepted, quarantined, ignored, codes, file, sheets: file?.sheets ?? [] };
}

const PAID = { notice_from: '2020-10-20', notice_until: '2020-10-27', paid_on: '2020-11-02', amount: '1500' };

describe('a field case is read as a careful clerk would read it', () => {
  it.each<[string, number, Record<string, string>]>([
    ['date1904-excel2013.xlsx', 2, PAID],
    ['inlinestr-with-v.xlsx', 3, { payout_id: 'BT202000001', amount: '1500' }],
    ['root-package.xlsx', 2, PAID],
    ['alternate-content-styles.xlsx', 2, PAID],
    ['unit-wan-header.csv', 1, { budget: '160000', arrived: '125000' }],
    ['unit-wan-title.xlsx', 1, { budget: '160000', arrived: '125000' }],
    ['dup-guardian.csv', 2, { person_name: '李*', person_id: '330782********2838' }],
    ['dup-synonym-left.csv', 1, { amount: '1500' }],
    ['two-row-header-notice.xlsx', 2, PAID],
    ['format-prefix-class.xlsx', 2, { class_id: 'YW2020010007' }],
    ['cr-swallows-row.csv', 3, PAID],
    ['invisible-account.csv', 6, {}],
    ['merged-to-the-end.xlsx', 2, PAID],
    ['note-word-class.csv', 2, { level: '初级工' }],
    ['double-bom-quoted.csv', 1, { person_name: '李*' }],
    ['header-stars.csv', 1, PAID],
    ['tsv-comma-amounts.csv', 3, { budget: '1,234,567,890.00' }],
    ['footers.csv', 2, PAID],
    ['column-number-row.csv', 1, PAID],
    ['pass-strict-iso-dates.xlsx', 2, PAID],
    ['pass-prefixed-no-r.xlsx', 2, PAID],
    ['pass-backslash-absolute-dimension.xlsx', 2, PAID],
    ['pass-biff5-codepage-936.xls', 2, PAID],
    ['pass-tsv-utf16.xls', 2, PAID],
    ['pass-sep-crcrlf-nul.csv', 2, { person_name: '李*' }],
  ])('%s: %i accepted', async (name, accepted, cells) => {
    const found = await check(name);
    expect(found).toMatchObject({ accepted, quarantined: 0 });
    expect(found.sheets[0]?.preview?.[0]?.cells).toMatchObject(cells);
  });

  it.each<[string, number, Record<number, string[]>]>([
    ['csv-unquoted-thousands.csv', 1, { 2: ['V23'] }],
    ['placeholders-cert.csv', 7, { 2: ['V24'], 3: ['V24'], 11: ['V24'] }],
    ['formula-no-cache.xlsx', 0, { 2: ['V25'], 3: ['V25'] }],
    ['percent-hours.xlsx', 0, { 2: ['V03'] }],
    ['merged-amount.xlsx', 0, { 2: ['V26'], 3: ['V26'], 4: ['V26'] }],
    ['long-payout-ids.xlsx', 1, { 2: ['V06'], 3: ['V06'] }],
  ])('%s: %i accepted, the others quarantined for their own reason', async (name, accepted, codes) => {
    expect(await check(name)).toMatchObject({ accepted, codes });
  });

  it.each<[string, [LedgerKind, number][]]>([
    [
      'side-by-side.csv',
      [
        ['enrolments', 2],
        ['enrolments', 2],
      ],
    ],
    [
      'stacked-two-kinds.csv',
      [
        ['enrolments', 2],
        ['payouts', 1],
      ],
    ],
  ])('%s: every table is accounted for by itself', async (name, tables) => {
    const { sheets, quarantined } = await check(name);
    expect(sheets.map(({ kind, read, ignored }) => [kind, read - ignored])).toEqual(tables);
    expect(quarantined).toBe(0);
  });

  it('footers.csv: names the rows that are none', async () => {
    const { sheets, ignored } = await check('footers.csv');
    expect(ignored).toBe(9);
    expect(sheets[0]?.report?.noData).toEqual({ note: '4–12' });
  });

  it('unit-hours-days.csv: the sheet is refused and the unit named', async () => {
    const { sheets, accepted } = await check('unit-hours-days.csv');
    expect(accepted).toBe(0);
    expect(sheets[0]?.report?.refused?.zh).toContain('“课时(天)”的单位是“天”');
  });

  it('date1904-excel2013.xlsx: the calendar is told', async () => {
    expect((await check('date1904-excel2013.xlsx')).file?.calendar).toBe(1904);
  });

  it('hidden-sheets.xlsx: hidden sheets are named, and counted only if asked', async () => {
    const found = await check('hidden-sheets.xlsx');
    expect(found.accepted).toBe(2);
    expect(found.sheets.map(({ name, state, isLeftOut }) => [name, state, isLeftOut])).toEqual([
      ['Sheet', 'visible', false],
      ['旧数据', 'veryHidden', true],
      ['备份', 'hidden', true],
    ]);
    expect((await check('hidden-sheets.xlsx', true)).accepted).toBe(4);
  });

  it.each([
    ['mht-from.xls', '.mht'],
    ['biff2-gbk.xls', 'Excel 4 或更早'],
    ['zip-after-bom.xlsx', 'BOM'],
    ['mixed-gbk-utf8.csv', '第 3 行第 2 列'],
    ['utf8-one-bad-byte.csv', '第 2 行第 5 列'],
    ['quote-swallows-rows.csv', '第 2 行第 2 列有一个没有配对的引号'],
  ])('%s: refused in its own words', async (name, words) => {
    await expect(check(name)).rejects.toThrow(words);
  });

  it('invisible-account.csv: equal accounts are equal', async () => {
    const { snapshot } = await home().load({ 'a.csv': await fieldCase('invisible-account.csv') });
    const accounts = await withSnapshot(home().home, snapshot ?? '', async (connection) =>
      (await connection.runAndReadAll('SELECT payee_account FROM payouts ORDER BY 1')).getRowsJS().flat(),
    );
    expect(accounts).toEqual([1, 2, 3, 4, 5, 6].map((last) => `621700414610000000${last}`));
  });
});
