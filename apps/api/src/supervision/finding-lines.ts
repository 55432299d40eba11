import { CASE_STATUS_LABELS, type FindingRow } from '@skill-ledger/contracts';

/** Headers of an export of findings. */
export const FINDING_HEAD = [
  '规则',
  '键',
  '级别',
  '涉及金额',
  '主管部门',
  '实施镇街',
  '机构',
  '说明',
  '状态',
  '负责',
  '期限',
  '追回金额',
  '台账行',
];

/** A finding as a line of an export. */
export const findingLine = (row: FindingRow): (string | null)[] => [
  row.rule,
  row.key,
  row.severity,
  row.stake,
  row.department,
  row.town,
  row.institution,
  row.text.zh,
  CASE_STATUS_LABELS[row.status].zh,
  row.assignee,
  row.dueOn,
  row.recovered,
  row.evidence
    .map(({ file, sheet, row: number }) => [file, sheet, number].filter(Boolean).join(' · '))
    .join('；'),
];
