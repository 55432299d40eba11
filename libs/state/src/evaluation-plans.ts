import { OpenPeriodRequest, type PeriodOpening } from '@skill-ledger/contracts';
import type { Kysely } from 'kysely';
import type { Change } from './change.ts';
import type { StateTables } from './schema.ts';

type Store = Kysely<StateTables>;

/** A period that the schedule opens on a day. */
export interface StoredPlan {
  opensOn: string;
  /** Input for opening it. */
  request: PeriodOpening;
  account: string;
  /** Display name of the account. */
  by: string;
  at: string;
}

/** Periods to be opened, the next one first. */
export async function listPlans(store: Store): Promise<StoredPlan[]> {
  const rows = await store
    .selectFrom('evaluation_plan')
    .selectAll()
    .orderBy('opens_on')
    .orderBy('period')
    .execute();
  return rows.map((row) => ({
    opensOn: row.opens_on,
    request: OpenPeriodRequest.parse(JSON.parse(row.request)),
    account: row.planned_account,
    by: row.planned_by,
    at: row.planned_at,
  }));
}

/** Stores the plan of a period, replacing the previous one. */
export async function keepPlan(within: Change, plan: StoredPlan): Promise<void> {
  const values = {
    opens_on: plan.opensOn,
    request: JSON.stringify(plan.request),
    planned_account: plan.account,
    planned_by: plan.by,
    planned_at: plan.at,
  };
  await within
    .insertInto('evaluation_plan')
    .values({ ...values, period: plan.request.period })
    .onConflict((conflict) => conflict.column('period').doUpdateSet(values))
    .execute();
}

/** @returns whether there was one */
export async function removePlan(within: Change, period: string): Promise<boolean> {
  const { numDeletedRows } = await within
    .deleteFrom('evaluation_plan')
    .where('period', '=', period)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}
