import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  acknowledgeWarnings,
  change,
  listAcknowledgements,
  listRuns,
  openState,
} from '../../libs/state/src/index.ts';
import { openWhenReady, startPostgres } from '../support/postgres.ts';

const execute = promisify(execFile);
const WRITER = fileURLToPath(new URL('../support/state-writer.mjs', import.meta.url));

const said = (warningId: string, comment: string) => ({
  warningId,
  comment,
  by: null,
  at: '2021-06-30T08:00:00+08:00',
});

describe.each(['SQLite', 'PostgreSQL'] as const)('the state store on %s', (engine) => {
  let folder: string;
  let url: string | undefined;
  let stop: () => Promise<void> = async () => {};
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'skill-ledger-state-'));
    if (engine === 'PostgreSQL') ({ url, stop } = await startPostgres());
  }, 60_000);
  afterAll(async () => {
    await stop();
    if (folder) await rm(folder, { recursive: true, force: true });
  });

  const open = () => openWhenReady(() => openState(folder, url));

  it('keeps the latest acknowledgement of each, also after reopening', async () => {
    const state = await open();
    await change(state, (within) => acknowledgeWarnings(within, [said('w1', '已核对'), said('w2', '补证')]));
    await change(state, (within) => acknowledgeWarnings(within, [said('w1', "引号' 和 %")]));
    await state.destroy();
    const again = await open();
    const all = await listAcknowledgements(again);
    expect(all.sort((a, b) => (a.warningId < b.warningId ? -1 : 1))).toEqual([
      said('w1', "引号' 和 %"),
      said('w2', '补证'),
    ]);
    await again.destroy();
  });

  it('keeps all changes of a change or none', async () => {
    const state = await open();
    const failing = change(state, async (within) => {
      await change(within, (inner) => acknowledgeWarnings(inner, [said('n1', 'x')]));
      throw new Error('on purpose');
    });
    await expect(failing).rejects.toThrow('on purpose');
    expect((await listAcknowledgements(state)).map(({ warningId }) => warningId)).not.toContain('n1');
    await state.destroy();
  });

  it('is opened first and written by several programs at the same time', async () => {
    // In SQLite a store that is new to all of them; PostgreSQL's has been opened before.
    const home = join(folder, 'programs');
    const programs = ['w1', 'w2', 'w3', 'w4'].map((name) =>
      execute(process.execPath, [WRITER, home, name, '60', ...(url ? [url] : [])], { timeout: 60_000 }),
    );
    await Promise.all(programs);
    const state = await openState(home, url);
    const runs = await listRuns(state, 100);
    expect(runs.map(({ state: now, tries }) => `${now} ${tries}`)).toEqual(Array(60).fill('done 1'));
    expect(runs.filter(({ by, result }) => by !== result?.zh)).toEqual([]);
    await state.destroy();
  }, 90_000);

  it('supports concurrent writers without losses', async () => {
    const state = await open();
    await Promise.all(
      Array.from({ length: 30 }, (_, number) =>
        change(state, (within) => acknowledgeWarnings(within, [said(`p${number}`, 'x')])),
      ),
    );
    const all = await listAcknowledgements(state);
    expect(all.filter(({ warningId }) => warningId.startsWith('p'))).toHaveLength(30);
    await state.destroy();
  });
});
