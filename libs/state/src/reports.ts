import { randomUUID } from 'node:crypto';
import {
  instantInShanghai,
  type KeptReportFile,
  type ReportAction,
  ReportFormat,
  ReportKind,
  ReportState,
  type ReportSummary,
} from '@skill-ledger/contracts';
import type { Kysely, Selectable, Updateable } from 'kysely';
import type { StepAuthor } from './cases.ts';
import type { Change } from './change.ts';
import type { StateTables } from './schema.ts';

type Store = Kysely<StateTables>;

/** A report with what it is written from. */
export interface StoredReport extends ReportSummary {
  /** What a report says that no snapshot knows: JSON. */
  basis: string;
  /** Headline figures as a final report has them: JSON. */
  headline: string | null;
  problems: string | null;
  measures: string | null;
  /** Account that wrote the texts last; null while they are those of the rules. */
  textsAccount: string | null;
}

/** A report that is new. */
export interface NewReport extends Pick<ReportSummary, 'period' | 'kind' | 'from' | 'asOf' | 'snapshot'> {
  basis: string;
  /** Written by the schedule when the period closed. */
  scheduled: boolean;
}

/** The report was changed since it was read. */
export class StaleReport extends Error {}

/** The latest day first, and the newest of one day. */
export async function listReports(store: Store): Promise<StoredReport[]> {
  const rows = await store
    .selectFrom('report')
    .selectAll()
    .orderBy('as_of', 'desc')
    .orderBy('written_at', 'desc')
    .orderBy('id')
    .execute();
  return rows.map(reportOf);
}

export async function findReport(store: Store, id: string): Promise<StoredReport | undefined> {
  const row = await store.selectFrom('report').selectAll().where('id', '=', id).executeTakeFirst();
  return row && reportOf(row);
}

/** Periods that the schedule wrote a report of. */
export async function scheduledPeriods(store: Store): Promise<string[]> {
  const rows = await store
    .selectFrom('report')
    .select('scheduled_for')
    .where('scheduled_for', 'is not', null)
    .execute();
  return rows.flatMap(({ scheduled_for: period }) => period ?? []);
}

/** @returns its id; null where the period has a draft, or the schedule wrote it before */
export async function addReport(
  within: Change,
  report: NewReport,
  author: StepAuthor | null,
): Promise<string | null> {
  const id = randomUUID();
  const { numInsertedOrUpdatedRows } = await within
    .insertInto('report')
    .values({
      ...{ id, period: report.period, kind: report.kind, from_day: report.from, as_of: report.asOf },
      ...{ snapshot: report.snapshot, state: 'draft', version: 0, basis: report.basis, headline: null },
      ...{ problems: null, measures: null, texts_account: null },
      ...{ written_by: author?.displayName ?? null, written_at: instantInShanghai() },
      ...{ reviewed_by: null, reviewed_at: null, finalised_by: null, finalised_at: null },
      draft_of: report.period,
      scheduled_for: report.scheduled ? report.period : null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n ? id : null;
}

/** What a step changes about a report beside its state. */
export type ReportChange = Updateable<
  Pick<
    StateTables['report'],
    | 'snapshot'
    | 'basis'
    | 'headline'
    | 'problems'
    | 'measures'
    | 'texts_account'
    | 'reviewed_by'
    | 'reviewed_at'
    | 'finalised_by'
    | 'finalised_at'
  >
>;

/**
 * Takes a step and adds it to the report's history.
 * @throws StaleReport if another step was taken since `seen`
 */
export async function stepReport(
  within: Change,
  { id, seen, to }: { id: string; seen: number; to: ReportState },
  changes: ReportChange,
  event: { action: ReportAction; author: StepAuthor; comment?: string },
): Promise<void> {
  const { numUpdatedRows } = await within
    .updateTable('report')
    .set({ ...changes, state: to, version: seen + 1, ...(to === 'final' && { draft_of: null }) })
    .where('id', '=', id)
    .where('version', '=', seen)
    .executeTakeFirst();
  if (numUpdatedRows !== 1n) throw new StaleReport(id);
  await within
    .insertInto('report_event')
    .values({
      ...{ report_id: id, nth: seen + 1, at: instantInShanghai(), action: event.action },
      ...{ account: event.author.account, by_name: event.author.displayName, comment: event.comment ?? null },
    })
    .execute();
}

/** A correction noted on a final report. */
export interface StoredCorrection {
  report: string;
  at: string;
  by: string;
  text: string;
}

/** Corrections of final reports, the first noted first. */
export async function listCorrections(store: Store): Promise<StoredCorrection[]> {
  const rows = await store
    .selectFrom('report_event')
    .selectAll()
    .where('action', '=', 'correct')
    .orderBy('at')
    .orderBy('report_id')
    .orderBy('nth')
    .execute();
  return rows.map(({ report_id: report, at, by_name, comment }) => ({
    ...{ report, at, by: by_name ?? '', text: comment ?? '' },
  }));
}

export async function addReportFile(within: Change, id: string, file: KeptReportFile): Promise<void> {
  await within
    .insertInto('report_file')
    .values({ report_id: id, ...file })
    .execute();
}

export async function listReportFiles(store: Store, id: string): Promise<KeptReportFile[]> {
  const rows = await store
    .selectFrom('report_file')
    .selectAll()
    .where('report_id', '=', id)
    .orderBy('format')
    .execute();
  return rows.map(({ format, sha256, bytes }) => ({ format: ReportFormat.parse(format), sha256, bytes }));
}

const reportOf = (row: Selectable<StateTables['report']>): StoredReport => ({
  ...{
    id: row.id,
    period: row.period,
    kind: ReportKind.parse(row.kind),
    from: row.from_day,
    asOf: row.as_of,
  },
  ...{ snapshot: row.snapshot, state: ReportState.parse(row.state), version: row.version },
  ...{ basis: row.basis, headline: row.headline },
  ...{ problems: row.problems, measures: row.measures, textsAccount: row.texts_account },
  ...{ writtenBy: row.written_by, writtenAt: row.written_at },
  ...{ reviewedBy: row.reviewed_by, reviewedAt: row.reviewed_at },
  ...{ finalisedBy: row.finalised_by, finalisedAt: row.finalised_at },
});
