import { REPORT_STATE_LABELS, type ReportState } from '@skill-ledger/contracts';
import { useLanguage } from '../../i18n/language.ts';

const SHAPES: Record<ReportState, string> = { draft: '○', reviewed: '◐', final: '●' };

/** State of a report, by shape and word. */
export function StateMark({ state }: { state: ReportState }) {
  const { say } = useLanguage();
  return (
    <span>
      <span aria-hidden="true">{SHAPES[state]}</span> {say(REPORT_STATE_LABELS[state])}
    </span>
  );
}
