import { instantInShanghai } from '@skill-ledger/contracts';
import type { Kysely } from 'kysely';
import type { Change } from './change.ts';
import type { StateTables } from './schema.ts';
import { readSetting, writeSetting } from './settings.ts';
import type { Reminder } from './task-reminders.ts';

const NAME = 'webHook.outbox';

/** Reminders that the web hook has not accepted yet. */
interface Outbox {
  /** One round posts at a time; if it is killed, its reminders are released at this instant. */
  takenUntil: string | null;
  reminders: Reminder[];
}

async function read(store: Kysely<StateTables>): Promise<Outbox> {
  const text = await readSetting(store, NAME);
  return text === null ? { takenUntil: null, reminders: [] } : (JSON.parse(text) as Outbox);
}

const keep = (within: Change, outbox: Outbox): Promise<void> =>
  writeSetting(within, NAME, JSON.stringify(outbox));

const keyOf = ({ task, dueOn, days }: Reminder): string => `${task} ${dueOn} ${days}`;

/** Stores reminders for the web hook, in the transaction that creates them. */
export async function addToOutbox(within: Change, reminders: Reminder[]): Promise<void> {
  if (reminders.length === 0) return;
  const outbox = await read(within);
  await keep(within, { ...outbox, reminders: [...outbox.reminders, ...reminders] });
}

/**
 * Takes all unaccepted reminders for this round alone.
 * @param leaseMs time after which another round may take them if this one is killed
 * @returns none if another round has them
 */
export async function takeOutbox(within: Change, leaseMs: number): Promise<Reminder[]> {
  const outbox = await read(within);
  const isTaken = outbox.takenUntil !== null && outbox.takenUntil > instantInShanghai();
  if (isTaken || outbox.reminders.length === 0) return [];
  const takenUntil = instantInShanghai(new Date(Date.now() + leaseMs));
  await keep(within, { ...outbox, takenUntil });
  return outbox.reminders;
}

/** Releases the outbox. @param settled are removed: accepted or obsolete */
export async function freeOutbox(within: Change, settled: Reminder[]): Promise<void> {
  const { reminders } = await read(within);
  const gone = new Set(settled.map(keyOf));
  await keep(within, { takenUntil: null, reminders: reminders.filter((one) => !gone.has(keyOf(one))) });
}
