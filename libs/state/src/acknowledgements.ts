import type { Change } from './change.ts';
import type { State } from './open.ts';

/** A user's acknowledgement of a warning. */
export interface Acknowledgement {
  warningId: string;
  comment: string;
  by: string | null;
  /** Instant, ISO with offset. */
  at: string;
}

/** Acknowledges these warnings; earlier acknowledgements are replaced. */
export async function acknowledgeWarnings(within: Change, said: Acknowledgement[]): Promise<void> {
  for (const { warningId, comment, by, at } of said) {
    const values = { comment, acknowledged_by: by, acknowledged_at: at };
    await within
      .insertInto('warning_acknowledgement')
      .values({ warning_id: warningId, ...values })
      .onConflict((conflict) => conflict.column('warning_id').doUpdateSet(values))
      .execute();
  }
}

/** All acknowledgements of warnings. */
export async function listAcknowledgements(state: State): Promise<Acknowledgement[]> {
  const rows = await state.selectFrom('warning_acknowledgement').selectAll().execute();
  return rows.map((row) => ({
    warningId: row.warning_id,
    comment: row.comment,
    by: row.acknowledged_by,
    at: row.acknowledged_at,
  }));
}
