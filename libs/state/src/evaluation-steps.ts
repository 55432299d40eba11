import { randomUUID } from 'node:crypto';
import {
  FormEvent,
  type FormFileInfo,
  FormVersion,
  instantInShanghai,
  Opinions,
  ReviewerRole,
} from '@skill-ledger/contracts';
import type { Kysely } from 'kysely';
import type { StepAuthor } from './cases.ts';
import type { Change } from './change.ts';
import { StaleForm } from './evaluation-forms.ts';
import type { StateTables } from './schema.ts';

type Store = Kysely<StateTables>;

/** Adds a step to a form's history. */
export async function addFormEvent(
  within: Change,
  formId: string,
  by: StepAuthor,
  event: Pick<FormEvent, 'action' | 'to' | 'comment'>,
): Promise<void> {
  const last = await within
    .selectFrom('evaluation_event')
    .select('nth')
    .where('form_id', '=', formId)
    .orderBy('nth', 'desc')
    .limit(1)
    .executeTakeFirst();
  await within
    .insertInto('evaluation_event')
    .values({
      form_id: formId,
      nth: (last?.nth ?? 0) + 1,
      at: instantInShanghai(),
      account: by.account,
      display_name: by.displayName,
      unit: by.unit,
      action: event.action,
      to_state: event.to,
      comment: event.comment,
    })
    .execute();
}

/** The steps of a form, the first one first. */
export async function listFormEvents(store: Store, formId: string): Promise<FormEvent[]> {
  const rows = await store
    .selectFrom('evaluation_event')
    .selectAll()
    .where('form_id', '=', formId)
    .orderBy('nth')
    .execute();
  return rows.map(({ nth, at, display_name, unit, action, to_state, comment }) =>
    FormEvent.parse({ nth, at, by: display_name, unit, action, to: to_state, comment }),
  );
}

/** Stores a submission permanently. */
export async function addFormVersion(within: Change, formId: string, version: FormVersion): Promise<void> {
  await within
    .insertInto('evaluation_version')
    .values({
      form_id: formId,
      nth: version.nth,
      at: version.at,
      by_name: version.confirmedBy,
      self_total: version.selfTotal,
      content: JSON.stringify(version),
    })
    .execute();
}

/** A stored submission, by default the last. */
export async function findFormVersion(
  store: Store,
  formId: string,
  nth?: number,
): Promise<FormVersion | undefined> {
  let versions = store.selectFrom('evaluation_version').select('content').where('form_id', '=', formId);
  if (nth !== undefined) versions = versions.where('nth', '=', nth);
  const row = await versions.orderBy('nth', 'desc').limit(1).executeTakeFirst();
  return row && FormVersion.parse(JSON.parse(row.content));
}

export async function listFormVersions(
  store: Store,
  formId: string,
): Promise<{ nth: number; at: string; by: string; selfTotal: string | null }[]> {
  const rows = await store
    .selectFrom('evaluation_version')
    .select(['nth', 'at', 'by_name', 'self_total'])
    .where('form_id', '=', formId)
    .orderBy('nth')
    .execute();
  return rows.map(({ nth, at, by_name, self_total }) => ({ nth, at, by: by_name, selfTotal: self_total }));
}

/** The review of a submission by the accounts of a role. */
export interface StoredReview {
  formId: string;
  nth: number;
  role: ReviewerRole;
  version: number;
  opinions: Opinions;
  by: string | null;
  finishedAt: string | null;
}

/** Reviews of one form, or of all. */
export async function listReviews(store: Store, formId?: string): Promise<StoredReview[]> {
  let reviews = store.selectFrom('evaluation_review');
  if (formId !== undefined) reviews = reviews.where('form_id', '=', formId);
  const rows = await reviews.selectAll().execute();
  return rows.map((row) => ({
    formId: row.form_id,
    nth: row.nth,
    role: ReviewerRole.parse(row.role),
    version: row.version,
    opinions: Opinions.parse(JSON.parse(row.opinions)),
    by: row.by_name,
    finishedAt: row.finished_at,
  }));
}

/**
 * Stores the review of a role and increments its version.
 * @param seen `version` on which it is based; 0 before the first
 * @throws StaleForm if the stored version is another
 */
export async function keepReview(
  within: Change,
  review: Omit<StoredReview, 'version'>,
  seen: number,
): Promise<void> {
  const { formId, nth, role } = review;
  const values = {
    version: seen + 1,
    opinions: JSON.stringify(review.opinions),
    by_name: review.by,
    finished_at: review.finishedAt,
  };
  const changed = await within
    .updateTable('evaluation_review')
    .set(values)
    .where('form_id', '=', formId)
    .where('nth', '=', nth)
    .where('role', '=', role)
    .where('version', '=', seen)
    .executeTakeFirst();
  if (changed.numUpdatedRows > 0n) return;
  const known = (await listReviews(within, formId)).some((one) => one.nth === nth && one.role === role);
  if (known || seen !== 0) throw new StaleForm(formId);
  await within
    .insertInto('evaluation_review')
    .values({ ...values, form_id: formId, nth, role })
    .execute();
}

export async function addFormFile(
  within: Change,
  formId: string,
  file: Pick<FormFileInfo, 'name' | 'sha256' | 'bytes' | 'by'>,
): Promise<void> {
  await within
    .insertInto('evaluation_file')
    .values({
      id: randomUUID(),
      form_id: formId,
      name: file.name,
      sha256: file.sha256,
      bytes: file.bytes,
      by_name: file.by,
      at: instantInShanghai(),
      removed_at: null,
    })
    .execute();
}

/** Removes a file from the form; submissions keep it. */
export async function removeFormFile(within: Change, formId: string, fileId: string): Promise<void> {
  await within
    .updateTable('evaluation_file')
    .set({ removed_at: instantInShanghai() })
    .where('form_id', '=', formId)
    .where('id', '=', fileId)
    .execute();
}

/** Files of a form; on request including removed ones. */
export async function listFormFiles(
  store: Store,
  formId: string,
  { removed = false } = {},
): Promise<FormFileInfo[]> {
  let files = store.selectFrom('evaluation_file').where('form_id', '=', formId);
  if (!removed) files = files.where('removed_at', 'is', null);
  const rows = await files.selectAll().orderBy('at').orderBy('id').execute();
  return rows.map(({ id, name, bytes, sha256, by_name, at }) => ({
    id,
    name,
    bytes,
    sha256,
    by: by_name,
    at,
  }));
}
