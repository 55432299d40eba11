import { z } from 'zod';
import type { Bilingual } from './text.ts';

/** Status of a finding; `corrected` is set only by the system, when the finding no longer exists in the data. */
export const CaseStatus = z.enum(['open', 'checking', 'confirmed', 'dismissed', 'rectified', 'corrected']);
export type CaseStatus = z.infer<typeof CaseStatus>;

export const CASE_STATUS_LABELS: Record<CaseStatus, Bilingual> = {
  open: { zh: '待核实', en: 'to review' },
  checking: { zh: '核实中', en: 'under review' },
  confirmed: { zh: '属实', en: 'confirmed' },
  dismissed: { zh: '不属实', en: 'dismissed' },
  rectified: { zh: '已整改', en: 'rectified' },
  corrected: { zh: '数据已更正', en: 'data corrected' },
};

/** Whether a finding needs no further action. */
export const isEnded = (status: CaseStatus): boolean =>
  ['dismissed', 'rectified', 'corrected'].includes(status);
