import { readNoticeChoices, readPayees } from '../../etl/src/ledgers/payees.ts';
import { loadProgramme, programmeFolder } from '../../etl/src/programme/load.ts';
import { dayInShanghai, type NoticeScope } from '../../libs/contracts/src/index.ts';
import {
  fileObjection,
  openNotice,
  openState,
  type ReleaseBy,
  type ShownRow,
  searchRows,
} from '../../libs/state/src/index.ts';
import { openCurrentSnapshot } from './etl.ts';
import { PROGRAMME } from './home.ts';

const OFFICE: ReleaseBy = {
  role: 'office',
  author: { account: 'test-office', displayName: '测试 test-office' },
  actor: { name: 'test-office', role: 'office', unit: null, address: null },
};

/**
 * Keeps a name list of the current snapshot's payouts with days of its own: no clock and no calendar is asked.
 * @param most rows that are taken at most
 * @returns its id
 */
export async function keepList(
  home: string,
  scope: NoticeScope,
  { startsOn = dayInShanghai(), endsOn = '2099-12-31', most = 1000 } = {},
): Promise<string> {
  const programme = await loadProgramme(programmeFolder(PROGRAMME));
  const snapshot = await openCurrentSnapshot(home);
  const state = await openState(home);
  try {
    const connection = await snapshot.connect();
    const rows = await readPayees(connection, programme, scope, most);
    const wanted = { scope, startsOn, endsOn, days: 5, clause: '§五', snapshot: '1' };
    return await openNotice(state, OFFICE, wanted, rows);
  } finally {
    await state.destroy();
    snapshot.close();
  }
}

/** Keeps a list of the first unit that has payouts to be shown, with objections to a row and to all of it. @returns its id */
export async function keepAnyList(home: string): Promise<string> {
  const snapshot = await openCurrentSnapshot(home);
  const [first] = await readNoticeChoices(await snapshot.connect());
  snapshot.close();
  if (first === undefined) throw new Error('no payouts wait for a notice');
  const id = await keepList(home, { kind: first.kind, value: first.value });
  const { key } = await firstRow(home, id);
  const state = await openState(home);
  try {
    for (const row of [key, '']) {
      await fileObjection(state, id, { row, text: '请核对考勤记录', contact: '' }, '2099-12-31');
    }
  } finally {
    await state.destroy();
  }
  return id;
}

/** The first row of a list, as it is shown. */
export async function firstRow(home: string, id: string): Promise<ShownRow> {
  const state = await openState(home);
  try {
    const [row] = await searchRows(state, id, { names: [], last4: '', classId: '' }, 1);
    if (row === undefined) throw new Error(`${id} shows no row`);
    return row;
  } finally {
    await state.destroy();
  }
}
