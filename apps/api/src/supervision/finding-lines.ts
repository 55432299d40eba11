import {
  CASE_STATUS_LABELS,
  type FindingRow,
  type FindingsAnswer,
  type Severity,
} from '@skill-ledger/contracts';
import type { ExportCells, ExportColumn } from '@skill-ledger/etl';

const SEVERITIES: Record<Severity, string> = { high: '高', medium: '中', low: '低' };

const text = (label: string): ExportColumn => ({ label, kind: 'text' });
const money = (label: string): ExportColumn => ({ label, kind: 'money' });

/** Columns of an export of findings. */
export const FINDING_COLUMNS: ExportColumn[] = [
  text('规则'),
  text('规则名称'),
  text('级别'),
  text('键'),
  money('涉及金额'),
  money('已发放'),
  text('主管部门'),
  text('实施镇街'),
  text('机构'),
  text('说明'),
  text('状态'),
  text('不属实的原因'),
  text('负责'),
  { label: '期限', kind: 'day' },
  money('追回金额'),
  text('台账行'),
];

/** Labels of codes. */
export interface FindingNames {
  rules: FindingsAnswer['rules'];
  dismissals: { code: string; label: string }[];
}

/** A finding as a line of an export: words beside every code. */
export const findingLine = (row: FindingRow, { rules, dismissals }: FindingNames): ExportCells => [
  row.rule,
  rules.find(({ rule }) => rule === row.rule)?.name.zh ?? null,
  SEVERITIES[row.severity],
  row.key,
  row.stake,
  row.paid,
  row.department,
  row.town,
  row.institution,
  row.text.zh,
  CASE_STATUS_LABELS[row.status].zh,
  dismissals.find(({ code }) => code === row.reason)?.label ?? row.reason,
  row.assignee,
  row.dueOn,
  row.recovered,
  row.evidence
    .map(({ file, sheet, row: number }) => [file, sheet, `第 ${number} 行`].filter(Boolean).join(' · '))
    .join('；'),
];
