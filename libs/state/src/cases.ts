import { randomUUID } from 'node:crypto';
import { CaseEvent, CaseStatus, instantInShanghai } from '@skill-ledger/contracts';
import type { Kysely } from 'kysely';
import type { Change } from './change.ts';
import type { StateTables } from './schema.ts';

type Store = Kysely<StateTables>;

/** The case of a finding. */
export interface FindingCase {
  id: string;
  status: CaseStatus;
  /** Code of the programme's reasons for 不属实. */
  reason: string | null;
  /** Assigned unit, or account with its display name. */
  unit: string | null;
  account: string | null;
  assignee: string | null;
  /** ISO day. */
  dueOn: string | null;
  /** Yuan with two decimals. */
  recovered: string;
  /** Number of steps taken. */
  version: number;
}

/** The cases of these findings, or of all; findings without any step have none. */
export async function listCases(store: Store, ids?: string[]): Promise<FindingCase[]> {
  if (ids?.length === 0) return [];
  let found = store.selectFrom('finding_case');
  let events = store.selectFrom('finding_event');
  if (ids) {
    found = found.where('finding_id', 'in', ids);
    events = events.where('finding_id', 'in', ids);
  }
  const rows = await found.selectAll().execute();
  const steps = await events
    .select(['finding_id', (of) => of.fn.max('nth').as('version')])
    .groupBy('finding_id')
    .execute();
  const versions = new Map(steps.map(({ finding_id, version }) => [finding_id, version]));
  return rows.map((row) => ({
    id: row.finding_id,
    status: CaseStatus.parse(row.status),
    reason: row.reason,
    unit: row.assigned_unit,
    account: row.assigned_account,
    assignee: row.assignee,
    dueOn: row.due_on,
    recovered: row.recovered,
    version: versions.get(row.finding_id) ?? 0,
  }));
}

/** Ids of the findings that were decided 属实, in order. */
export async function confirmedFindings(store: Store): Promise<string[]> {
  const rows = await store
    .selectFrom('finding_case')
    .select('finding_id')
    .where('status', '=', CaseStatus.enum.confirmed)
    .orderBy('finding_id')
    .execute();
  return rows.map(({ finding_id }) => finding_id);
}

/** A decided finding, with the last decision of the period. */
export interface DecidedFinding {
  finding: string;
  isConfirmed: boolean;
  /** Yuan with two decimals: the amount recovered by then. */
  recovered: string;
}

const DECIDED: CaseStatus[] = ['confirmed', 'dismissed', 'rectified'];

/** The findings that were decided from one day to another, both included. */
export async function decidedFindings(store: Store, from: string, until: string): Promise<DecidedFinding[]> {
  const events = await store
    .selectFrom('finding_event')
    .select(['finding_id', 'at', 'change'])
    .orderBy('finding_id')
    .orderBy('nth')
    .execute();
  const decided = new Map<string, DecidedFinding>();
  const recovered = new Map<string, string>();
  for (const { finding_id: finding, at, change } of events) {
    const day = at.slice(0, 10);
    if (day > until) continue;
    const { status, recovered: amount } = CaseEvent.shape.change.parse(JSON.parse(change));
    if (amount !== undefined) recovered.set(finding, amount);
    const known = decided.get(finding);
    if (status !== undefined && DECIDED.includes(status) && day >= from) {
      // A rectified finding was confirmed before.
      decided.set(finding, { finding, isConfirmed: status !== 'dismissed', recovered: '0.00' });
    } else if (status !== undefined && known) decided.delete(finding);
  }
  return [...decided.values()].map((one) => ({ ...one, recovered: recovered.get(one.finding) ?? '0.00' }));
}

/** A change of a finding; omitted fields stay unchanged. */
export type CaseStep = Partial<Omit<FindingCase, 'id' | 'version'>>;

/** The user who makes a change. */
export interface StepAuthor {
  account: string;
  /** Display name. */
  displayName: string;
  unit: string | null;
}

/** The case was changed since it was read. */
export class StaleCase extends Error {}

/**
 * Changes the case of a finding and adds the step to its history. The caller checks that the change is allowed.
 * @throws StaleCase if the number of earlier steps is not `seen`
 */
export async function stepCase(
  within: Change,
  id: string,
  step: CaseStep,
  {
    by,
    comment = null,
    file,
    seen,
  }: { by: StepAuthor; comment?: string | null; file?: string; seen?: number | undefined },
): Promise<void> {
  const at = instantInShanghai();
  const values = {
    ...(step.status !== undefined && { status: step.status }),
    ...(step.reason !== undefined && { reason: step.reason }),
    ...(step.unit !== undefined && { assigned_unit: step.unit }),
    ...(step.account !== undefined && { assigned_account: step.account }),
    ...(step.assignee !== undefined && { assignee: step.assignee }),
    ...(step.dueOn !== undefined && { due_on: step.dueOn }),
    ...(step.recovered !== undefined && { recovered: step.recovered }),
  };
  await within
    .insertInto('finding_case')
    .values({
      finding_id: id,
      status: 'open',
      reason: null,
      assigned_unit: null,
      assigned_account: null,
      assignee: null,
      due_on: null,
      recovered: '0.00',
      ...values,
      updated_at: at,
    })
    .onConflict((conflict) => conflict.column('finding_id').doUpdateSet({ ...values, updated_at: at }))
    .execute();
  const last = await within
    .selectFrom('finding_event')
    .select('nth')
    .where('finding_id', '=', id)
    .orderBy('nth', 'desc')
    .limit(1)
    .executeTakeFirst();
  const before = last?.nth ?? 0;
  if (seen !== undefined && seen !== before) throw new StaleCase(id);
  const { unit, account: _account, assignee, reason, ...recorded } = step;
  const change = {
    ...recorded,
    ...(reason != null && { reason }),
    ...((assignee !== undefined || unit !== undefined) && { assignee: assignee ?? unit ?? null }),
    ...(file !== undefined && { file }),
  };
  await within
    .insertInto('finding_event')
    .values({
      finding_id: id,
      nth: before + 1,
      at,
      account: by.account,
      display_name: by.displayName,
      unit: by.unit,
      change: JSON.stringify(change),
      comment,
    })
    .execute();
}

/** The steps of a finding, oldest first. */
export async function listCaseEvents(store: Store, id: string): Promise<CaseEvent[]> {
  const rows = await store
    .selectFrom('finding_event')
    .selectAll()
    .where('finding_id', '=', id)
    .orderBy('nth')
    .execute();
  return rows.map(({ nth, at, display_name, unit, change, comment }) =>
    CaseEvent.parse({ nth, at, by: display_name, unit, change: JSON.parse(change), comment }),
  );
}

/** The files attached to a finding; the content is stored under its SHA-256. */
export interface CaseFile {
  id: string;
  name: string;
  sha256: string;
  bytes: number;
  by: string;
  unit: string | null;
  at: string;
}

export async function addCaseFile(
  within: Change,
  findingId: string,
  file: Pick<CaseFile, 'name' | 'sha256' | 'bytes' | 'by' | 'unit'>,
): Promise<void> {
  await within
    .insertInto('finding_file')
    .values({
      id: randomUUID(),
      finding_id: findingId,
      name: file.name,
      sha256: file.sha256,
      bytes: file.bytes,
      by_name: file.by,
      unit: file.unit,
      at: instantInShanghai(),
    })
    .execute();
}

export async function listCaseFiles(store: Store, findingId: string): Promise<CaseFile[]> {
  const rows = await store
    .selectFrom('finding_file')
    .selectAll()
    .where('finding_id', '=', findingId)
    .orderBy('at')
    .execute();
  return rows.map(({ id, name, sha256, bytes, by_name, unit, at }) => ({
    id,
    name,
    sha256,
    bytes,
    by: by_name,
    unit,
    at,
  }));
}
