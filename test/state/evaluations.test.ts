import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  addForm,
  addFormEvent,
  addPeriod,
  change,
  changeForm,
  findForm,
  keepReview,
  listFormEvents,
  listReviews,
  openState,
  StaleForm,
  type State,
} from '../../libs/state/src/index.ts';
import { openWhenReady, startPostgres } from '../support/postgres.ts';

const PERIOD = {
  ...{ id: '2020', from: '2020-01-01', to: '2020-12-31', kind: 'annual' as const, dueOn: '2021-01-20' },
  ...{ scheme: '{}', note: null, openedAt: '2021-01-01T08:00:00+08:00', openedBy: '办公室' },
  ...{ closesOn: null, closedAt: null, finalisedAt: null, publishedAt: null },
};
const FORM = {
  ...{ id: 'f1', period: '2020', unit: '佛堂镇', kind: 'town' as const, dueOn: '2021-01-20' },
  ...{ opened: '{}', systemTotal: '80.00' },
};
const BY = { account: 'a', displayName: '甲', unit: '佛堂镇' };

describe.each(['SQLite', 'PostgreSQL'] as const)('forms on %s', (engine) => {
  let folder: string;
  let stop: () => Promise<void> = async () => {};
  let state: State;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'skill-ledger-state-'));
    let url: string | undefined;
    if (engine === 'PostgreSQL') ({ url, stop } = await startPostgres());
    state = await openWhenReady(() => openState(folder, url));
    await change(state, async (within) => {
      await addPeriod(within, PERIOD);
      await addForm(within, FORM);
    });
  }, 60_000);
  afterAll(async () => {
    await state?.destroy();
    await stop();
    if (folder) await rm(folder, { recursive: true, force: true });
  });

  it('open a period once', async () => {
    expect(await change(state, (within) => addPeriod(within, { ...PERIOD, dueOn: '2022-01-01' }))).toBe(
      false,
    );
  });

  it('are changed by one of two who saw the same', async () => {
    const save = (text: string) =>
      change(state, async (within) => {
        await changeForm(within, 'f1', { draft: { goals: text }, state: 'filling' }, 0);
        await addFormEvent(within, 'f1', BY, { action: 'save', to: 'filling', comment: null });
        return text;
      }).catch((error: unknown) => {
        if (error instanceof StaleForm) return null;
        throw error;
      });
    const saved = (await Promise.all(Array.from({ length: 8 }, (_, nth) => save(String(nth))))).filter(
      Boolean,
    );
    expect(saved).toHaveLength(1);
    expect(await findForm(state, 'f1')).toMatchObject({ version: 1, draft: { goals: saved[0] } });
    expect(await listFormEvents(state, 'f1')).toHaveLength(1);
  });

  it('keep every step, whoever asks otherwise', async () => {
    await expect(state.deleteFrom('evaluation_event').execute()).rejects.toThrow(/never changed/);
    await expect(state.updateTable('evaluation_event').set({ comment: 'x' }).execute()).rejects.toThrow();
    expect(await listFormEvents(state, 'f1')).toHaveLength(1);
  });

  it('are reviewed by one of two of a bureau who saw the same', async () => {
    const review = { formId: 'f1', nth: 1, role: 'office' as const, by: '乙', finishedAt: null };
    const keep = (points: string, seen: number) =>
      change(state, (within) =>
        keepReview(within, { ...review, opinions: { task: { points, text: '' } } }, seen),
      ).then(
        () => points,
        (error: unknown) => {
          if (error instanceof StaleForm) return null;
          throw error;
        },
      );
    const first = (await Promise.all(['1', '2', '3'].map((points) => keep(points, 0)))).filter(Boolean);
    expect(first).toHaveLength(1);
    expect(await keep('4', 1)).toBe('4');
    expect(await keep('5', 1)).toBeNull();
    expect(await listReviews(state, 'f1')).toEqual([
      { ...review, version: 2, opinions: { task: { points: '4', text: '' } } },
    ]);
  });
});
