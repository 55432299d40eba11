import { FormState, NO_YUAN, toYuan } from '@skill-ledger/contracts';
import type { Kysely } from 'kysely';
import { decidedFindings, listCases } from './cases.ts';
import { listForms } from './evaluation-forms.ts';
import { findPeriod } from './evaluation-periods.ts';
import { listCorrections, listReports, type StoredReport } from './reports.ts';
import type { StateTables } from './schema.ts';

type Store = Kysely<StateTables>;

/** A report: its period and days. */
interface Asked {
  period: string;
  from: string;
  until: string;
}

/** Facts for a report from the state store: decisions, self-evaluations, the previous report, corrections since. */
export async function readReportBasis(store: Store, asked: Asked) {
  const cases = await listCases(store);
  const decided = await decidedFindings(store, asked.from, asked.until);
  const reports = await listReports(store);
  const before = lastBefore(reports, asked.until);
  return {
    cases: cases.map(({ id, status }) => ({ id, status })).sort((a, b) => (a.id < b.id ? -1 : 1)),
    decisions: decided.map(({ finding, isConfirmed, recovered }) => ({
      finding,
      isVerified: isConfirmed,
      recovered: toYuan(recovered) ?? NO_YUAN,
    })),
    evaluation: await evaluationOf(store, asked.period),
    previous: before && {
      ...{ period: before.period, asOf: before.asOf, snapshot: before.snapshot },
      headline: JSON.parse(before.headline ?? '{}') as Record<string, string | null>,
    },
    corrections: before === null ? [] : await correctionsSince(store, reports, before),
  };
}

/** The last final report up to this day. */
const lastBefore = (reports: StoredReport[], until: string): StoredReport | null =>
  reports
    .filter(({ state, asOf }) => state === 'final' && asOf <= until)
    .sort((a, b) => (a.asOf === b.asOf ? order(b.finalisedAt, a.finalisedAt) : order(b.asOf, a.asOf)))[0] ??
  null;

const order = (a: string | null, b: string | null): number => ((a ?? '') < (b ?? '') ? -1 : 1);

async function correctionsSince(store: Store, reports: StoredReport[], before: StoredReport) {
  const periodOf = new Map(reports.map(({ id, period }) => [id, period]));
  return (await listCorrections(store))
    .filter(({ at }) => at >= (before.finalisedAt ?? ''))
    .map(({ report, at, text }) => ({ period: periodOf.get(report) ?? '', on: at.slice(0, 10), text }));
}

async function evaluationOf(store: Store, period: string) {
  const opened = await findPeriod(store, period);
  if (!opened) return null;
  const forms = await listForms(store, { period });
  return {
    forms: FormState.options
      .map((state) => ({ state, count: forms.filter((form) => form.state === state).length }))
      .filter(({ count }) => count > 0),
    grades: opened.publishedAt
      ? forms.map(({ unit, reviewTotal, grade }) => ({ unit, total: reviewTotal, grade }))
      : null,
  };
}
