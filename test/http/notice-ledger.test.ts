import { rm } from 'node:fs/promises';
import * as XLSX from '@e965/xlsx';
import { beforeAll, describe, expect, it } from 'vitest';
import { homePaths } from '../../etl/src/home/home.ts';
import { withdraw } from '../../etl/src/operations/withdraw.ts';
import { NoticePreview } from '../../libs/contracts/src/index.ts';
import { findNotice, listAudit, listRows, namedSnapshots, openState } from '../../libs/state/src/index.ts';
import { csv, payout } from '../support/ledgers.ts';
import { noticeApp, PAYEES, WAITING } from '../support/notice-app.ts';

const { get, post, at, open, home, load } = noticeApp();

const ACCOUNT = '6217004146100000003';
/** A payout of the first class, as it was loaded first. */
const waiting = (nth: number, change: Record<string, string> = {}): Record<string, string> => {
  const { id = '', name = '' } = PAYEES[nth - 1] ?? {};
  return payout({ ...WAITING, 发放编号: `F${nth}`, 证件号码: id, 收款方名称: name, ...change });
};
/** A payout of the first class to its institution, for several persons. */
const forClass = (persons: string): Record<string, string> => {
  const paid = { 证件号码: '', 收款方类型: '机构', 收款方名称: '甲培训学校', 补贴人数: persons };
  return payout({ ...WAITING, 发放编号: 'M1', ...paid });
};

describe('the ledger of a notice that is over', () => {
  let [ofClass, ofOne] = ['', ''];
  /** Cells of a sheet of the ledger, by rows. */
  const sheetOf = async (name: string): Promise<string[][]> => {
    const answer = await get(`/api/v1/notices/${ofClass}/ledger.xlsx`, 'reader');
    expect(answer.statusCode, answer.body.slice(0, 300)).toBe(200);
    const sheet = XLSX.read(answer.rawPayload).Sheets[name] ?? {};
    return XLSX.utils.sheet_to_json(sheet, { header: 1, raw: false });
  };
  const LEFT_OUT = '公示后已更正或移出、未列入的行';
  const listedOf = async (id: string) => {
    const state = await openState(home());
    return listRows(state, id).finally(() => state.destroy());
  };
  const notesOf = async (): Promise<Record<string, string>> => Object.fromEntries(await sheetOf('说明'));

  beforeAll(async () => {
    await load({ 'own.csv': csv(payout({ ...WAITING, 发放编号: 'L1' })) });
    await load({ 'class.csv': csv(forClass('10')) });
    ofClass = await open('class', 'K1');
    ofOne = await open('class', 'K2');
    await at('2021-06-08T16:00:00Z');
  });

  it('has every row while none was corrected, and says so', async () => {
    expect(await sheetOf('补贴发放')).toHaveLength(1 + 15);
    expect(await notesOf()).toMatchObject({ 行数: '15', [LEFT_OUT]: '0' });
  });

  it('leaves out what no longer says what was shown, and counts it', async () => {
    await load({
      'corrected.csv': csv(
        waiting(2, { 发放金额: '1200.00' }),
        waiting(3, { 班级编号: 'K2' }),
        waiting(4, { 收款账号: ACCOUNT }),
        waiting(5, { 证件号码: PAYEES[12]?.id ?? '' }),
        waiting(6, { 收款方名称: '李己' }),
        forClass('9'),
      ),
    });
    await withdraw({ home: home(), batch: 'B2', by: 'li', comment: '重复报送' });
    const [header = [], ...rows] = await sheetOf('补贴发放');
    const cellsOf = (id: string) => {
      const row = rows.find((cells) => cells[header.indexOf('发放编号')] === id);
      return row && Object.fromEntries(header.map((label, column) => [label, row[column]]));
    };
    expect(rows).toHaveLength(9);
    expect(['F2', 'F3', 'F5', 'F6', 'M1', 'L1'].filter((id) => cellsOf(id))).toEqual([]);
    // What is not shown may be corrected: the row is in the ledger as it is in force.
    expect(cellsOf('F4')).toMatchObject({
      ...{ 收款账号: ACCOUNT, 发放金额: expect.stringMatching(/^1,?500\.00$/) },
      ...{ 公示开始日期: '2021-06-01', 公示结束日期: '2021-06-08', 发放状态: '公示中' },
    });
    expect(await notesOf()).toMatchObject({ 行数: '9', [LEFT_OUT]: '6' });
  });

  it('is of a second notice for what was corrected, which can be shown again and nothing else', async () => {
    const preview = await get('/api/v1/notices/preview?kind=class&value=K1', 'office');
    expect(NoticePreview.parse(preview.json())).toMatchObject({ rows: 4, persons: 12, shownBefore: 9 });
    const again = await open('class', 'K1');
    const shown = await listedOf(again);
    expect(shown.map(({ payout, persons, amount }) => [payout, persons, amount])).toEqual([
      ['F2', 1, '1200.00'],
      ['F5', 1, '1500.00'],
      ['F6', 1, '1500.00'],
      ['M1', 9, '1500.00'],
    ]);
    const refused = await post('notices', { scope: { kind: 'class', value: 'K1' } });
    expect(refused.statusCode).toBe(409);
    await at('2021-06-17T16:00:00Z');
    const own = await get(`/api/v1/notices/${again}/ledger.xlsx`, 'reader');
    const rows = XLSX.utils.sheet_to_json<Record<string, string>>(
      XLSX.read(own.rawPayload).Sheets.补贴发放 ?? {},
      { raw: false },
    );
    expect(rows.map((row) => [row.发放编号, row.公示开始日期])).toEqual(
      ['F2', 'F5', 'F6', 'M1'].map((id) => [id, '2021-06-09']),
    );
    expect(await notesOf()).toMatchObject({ 行数: '9', [LEFT_OUT]: '6' });
    const third = await post('notices', { scope: { kind: 'class', value: 'K1' } });
    expect(third.statusCode).toBe(409);
  });

  it('is none where every row was corrected, and no download is logged', async () => {
    await load({ 'g.csv': csv(payout({ ...WAITING, 发放编号: 'G1', 班级编号: 'K2', 发放金额: '1.00' })) });
    const answer = await get(`/api/v1/notices/${ofOne}/ledger.xlsx`, 'reader');
    expect([answer.statusCode, answer.json().detail.zh]).toEqual([
      409,
      expect.stringContaining('请查看公示结果'),
    ]);
    const state = await openState(home());
    const { rows } = await listAudit(state, { action: 'personal.export', limit: 100, offset: 0 });
    await state.destroy();
    const subjects = rows.map(({ subject }) => subject);
    expect(subjects).toContain(`payouts ${ofClass}.xlsx`);
    expect(subjects).not.toContain(`payouts ${ofOne}.xlsx`);
  });

  it('says where payees cannot be compared, as the snapshot of the list is gone', async () => {
    expect(await notesOf()).not.toHaveProperty('收款方');
    const state = await openState(home());
    const { snapshot = '' } = (await findNotice(state, ofClass)) ?? {};
    expect([...(await namedSnapshots(state))]).toContain(snapshot);
    await state.destroy();
    await rm(homePaths(home()).snapshot(snapshot));
    expect(await notesOf()).toMatchObject({
      ...{ 行数: '11', [LEFT_OUT]: '4' },
      收款方: expect.stringContaining(`快照 ${snapshot} 已不在`),
    });
  });
});
