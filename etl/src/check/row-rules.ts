import type { LedgerKind } from '@skill-ledger/contracts';

/** A check over more than one cell. All are blocking; warnings are a model (`warning.sql`). */
export interface RowRule {
  code: string;
  kind: LedgerKind;
  /** The cell the reason points at. */
  field: string;
  /** The cells it compares, this one included; none where it looks up what a cell refers to. */
  compares?: string[];
  detail: string;
  /**
   * SQL over the row's typed columns; `n_<field>` is the normalised text; `class_exists`,
   * `class_mode` and `institution_exists` describe the rows it refers to.
   */
  when: string;
}

/** V01, V08, V09, V16, V18, V19 and V21 of the data contract. */
export const ROW_RULES: RowRule[] = [
  {
    code: 'V01',
    kind: 'enrolments',
    field: 'apprentice_type',
    detail: 'apprentice',
    when: "class_mode = '企业新型学徒制' AND n_apprentice_type IS NULL",
  },
  {
    code: 'V01',
    kind: 'payouts',
    field: 'person_id',
    compares: ['payee_type', 'person_id'],
    detail: 'person',
    when: "payee_type = '个人' AND n_person_id IS NULL",
  },
  {
    code: 'V08',
    kind: 'classes',
    field: 'starts_on',
    compares: ['starts_on', 'ends_on'],
    detail: '',
    when: 'starts_on > ends_on',
  },
  {
    code: 'V09',
    kind: 'classes',
    field: 'institution_code',
    detail: 'institution',
    when: 'institution_code IS NOT NULL AND NOT institution_exists',
  },
  {
    code: 'V09',
    kind: 'enrolments',
    field: 'class_id',
    detail: 'class',
    when: 'class_id IS NOT NULL AND NOT class_exists',
  },
  {
    code: 'V09',
    kind: 'payouts',
    field: 'class_id',
    detail: 'class',
    when: 'class_id IS NOT NULL AND NOT class_exists',
  },
  {
    code: 'V16',
    kind: 'payouts',
    field: 'paid_on',
    compares: ['payout_status', 'paid_on'],
    detail: 'missing',
    when: "payout_status = '已发放' AND n_paid_on IS NULL",
  },
  {
    code: 'V16',
    kind: 'payouts',
    field: 'paid_on',
    compares: ['payout_status', 'paid_on'],
    detail: 'early',
    when: "payout_status IN ('待公示', '公示中') AND paid_on IS NOT NULL",
  },
  { code: 'V18', kind: 'payouts', field: 'persons', detail: 'none', when: 'persons < 1' },
  {
    code: 'V18',
    kind: 'payouts',
    field: 'persons',
    compares: ['payee_type', 'persons'],
    detail: 'person',
    when: "payee_type = '个人' AND persons > 1",
  },
  {
    code: 'V19',
    kind: 'payouts',
    field: 'notice_until',
    compares: ['notice_from', 'notice_until'],
    detail: '',
    when: 'notice_until < notice_from',
  },
  {
    code: 'V21',
    kind: 'workforce',
    field: 'high_skilled',
    compares: ['skilled', 'high_skilled'],
    detail: 'high',
    when: 'high_skilled > skilled',
  },
  {
    code: 'V21',
    kind: 'workforce',
    field: 'skilled',
    compares: ['employed', 'skilled'],
    detail: 'skilled',
    when: 'skilled > employed',
  },
];

/** The cells that a failure is about: those its rule compares, or the one it names. */
export const comparedBy = (
  kind: LedgerKind,
  failure: { code: string; field: string; detail: string },
): string[] =>
  ROW_RULES.find(
    ({ code, field, detail, ...rule }) =>
      rule.kind === kind && code === failure.code && field === failure.field && detail === failure.detail,
  )?.compares ?? [failure.field];
