import { FormState } from '@skill-ledger/contracts';
import type { Kysely } from 'kysely';
import type { Change } from './change.ts';
import type { StateTables } from './schema.ts';

type Store = Kysely<StateTables>;
type Row = StateTables['evaluation_form'];

/** A form with its draft. */
export interface StoredForm {
  id: string;
  period: string;
  unit: string;
  kind: 'department' | 'town';
  state: FormState;
  /** Counts every change. */
  version: number;
  dueOn: string;
  /** Values entered by the unit, by field. */
  draft: Record<string, string>;
  edited: { by: string; at: string } | null;
  /** Snapshot and trace of the day it was opened: JSON. */
  opened: string;
  handedIn: { account: string; by: string } | null;
  submittedAt: string | null;
  late: boolean;
  submissions: number;
  returns: number;
  systemTotal: string | null;
  selfTotal: string | null;
  reviewTotal: string | null;
  grade: string | null;
  rank: number | null;
  /** JSON. */
  result: string | null;
}

const fromRow = (row: Row): StoredForm => ({
  id: row.id,
  period: row.period,
  unit: row.unit,
  kind: row.unit_kind as StoredForm['kind'],
  state: FormState.parse(row.state),
  version: row.version,
  dueOn: row.due_on,
  draft: JSON.parse(row.draft) as Record<string, string>,
  edited: row.edited_by === null || row.edited_at === null ? null : { by: row.edited_by, at: row.edited_at },
  opened: row.opened,
  handedIn:
    row.handed_in_account === null
      ? null
      : { account: row.handed_in_account, by: row.handed_in_by ?? row.handed_in_account },
  submittedAt: row.submitted_at,
  late: row.late === 1,
  submissions: row.submissions,
  returns: row.returns,
  systemTotal: row.system_total,
  selfTotal: row.self_total,
  reviewTotal: row.review_total,
  grade: row.grade,
  rank: row.rank,
  result: row.result,
});

function toRow(form: Partial<StoredForm>): Partial<Row> {
  const { draft, edited, handedIn, late } = form;
  return {
    ...(form.state !== undefined && { state: form.state }),
    ...(form.dueOn !== undefined && { due_on: form.dueOn }),
    ...(draft !== undefined && { draft: JSON.stringify(draft) }),
    ...(edited !== undefined && { edited_by: edited?.by ?? null, edited_at: edited?.at ?? null }),
    ...(handedIn !== undefined && {
      handed_in_account: handedIn?.account ?? null,
      handed_in_by: handedIn?.by ?? null,
    }),
    ...(form.submittedAt !== undefined && { submitted_at: form.submittedAt }),
    ...(late !== undefined && { late: late ? 1 : 0 }),
    ...(form.submissions !== undefined && { submissions: form.submissions }),
    ...(form.returns !== undefined && { returns: form.returns }),
    ...(form.systemTotal !== undefined && { system_total: form.systemTotal }),
    ...(form.selfTotal !== undefined && { self_total: form.selfTotal }),
    ...(form.reviewTotal !== undefined && { review_total: form.reviewTotal }),
    ...(form.grade !== undefined && { grade: form.grade }),
    ...(form.rank !== undefined && { rank: form.rank }),
    ...(form.result !== undefined && { result: form.result }),
  };
}

export async function addForm(
  within: Change,
  form: Pick<StoredForm, 'id' | 'period' | 'unit' | 'kind' | 'dueOn' | 'opened' | 'systemTotal'>,
): Promise<void> {
  const empty = {
    state: 'notStarted',
    version: 0,
    draft: '{}',
    edited_by: null,
    edited_at: null,
    handed_in_account: null,
    handed_in_by: null,
    submitted_at: null,
    late: 0,
    submissions: 0,
    returns: 0,
    self_total: null,
    review_total: null,
    grade: null,
    rank: null,
    result: null,
  };
  const { id, period, unit, kind, dueOn, opened, systemTotal } = form;
  await within
    .insertInto('evaluation_form')
    .values({ ...empty, id, period, unit, unit_kind: kind, due_on: dueOn, opened, system_total: systemTotal })
    .execute();
}

/** Forms of a period or a unit, or of both; all if neither is given. */
export async function listForms(
  store: Store,
  { period, unit }: { period?: string | undefined; unit?: string | undefined } = {},
): Promise<StoredForm[]> {
  let forms = store.selectFrom('evaluation_form');
  if (period !== undefined) forms = forms.where('period', '=', period);
  if (unit !== undefined) forms = forms.where('unit', '=', unit);
  return (await forms.selectAll().execute()).map(fromRow);
}

export async function findForm(store: Store, id: string): Promise<StoredForm | undefined> {
  const row = await store.selectFrom('evaluation_form').selectAll().where('id', '=', id).executeTakeFirst();
  return row && fromRow(row);
}

/** The form, review or period has changed since it was read. */
export class StaleForm extends Error {}

/**
 * Changes a form and counts the change. The caller checks whether the change is allowed.
 * @param seen `version` on which the change is based
 * @throws StaleForm if the stored version is another
 */
export async function changeForm(
  within: Change,
  id: string,
  form: Partial<StoredForm>,
  seen: number,
): Promise<void> {
  const { numUpdatedRows } = await within
    .updateTable('evaluation_form')
    .set({ ...toRow(form), version: seen + 1 })
    .where('id', '=', id)
    .where('version', '=', seen)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) throw new StaleForm(id);
}
