import { z } from 'zod';

/** The nine kinds of table a ledger may hold (spec: the data contract). `watchlist` is optional input. */
export const LedgerKind = z.enum([
  'institutions',
  'classes',
  'enrolments',
  'payouts',
  'funds',
  'quotas',
  'workforce',
  'affected',
  'watchlist',
]);
export type LedgerKind = z.infer<typeof LedgerKind>;

/** The offices' name of each kind. */
export const KIND_LABELS: Record<LedgerKind, { zh: string; en: string }> = {
  institutions: { zh: '培训机构', en: 'Training institutions' },
  classes: { zh: '培训班', en: 'Training classes' },
  enrolments: { zh: '培训学员', en: 'Enrolments' },
  payouts: { zh: '补贴发放', en: 'Payouts' },
  funds: { zh: '资金安排', en: 'Funds' },
  quotas: { zh: '任务分解', en: 'Quotas' },
  workforce: { zh: '就业技能统计', en: 'Workforce statistics' },
  affected: { zh: '受影响企业清单', en: 'Affected enterprises' },
  watchlist: { zh: '比对名单', en: 'Comparison lists' },
};
