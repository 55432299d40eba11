import { z } from 'zod';
import type { Bilingual } from './text.ts';

/** Where a finding stands in its life; `corrected` is reached by itself when its facts go away, and by no other way. */
export const CaseStatus = z.enum(['open', 'checking', 'confirmed', 'dismissed', 'rectified', 'corrected']);
export type CaseStatus = z.infer<typeof CaseStatus>;

export const CASE_STATUS_LABELS: Record<CaseStatus, Bilingual> = {
  open: { zh: '待核实', en: 'to be looked into' },
  checking: { zh: '核实中', en: 'being looked into' },
  confirmed: { zh: '属实', en: 'confirmed' },
  dismissed: { zh: '不属实', en: 'dismissed' },
  rectified: { zh: '已整改', en: 'put right' },
  corrected: { zh: '数据已更正', en: 'data corrected' },
};

/** Whether nothing is to be done about a finding any more. */
export const isEnded = (status: CaseStatus): boolean =>
  ['dismissed', 'rectified', 'corrected'].includes(status);
