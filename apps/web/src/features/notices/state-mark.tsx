import {
  NOTICE_STATE_LABELS,
  type NoticeState,
  OBJECTION_STATE_LABELS,
  type ObjectionState,
} from '@skill-ledger/contracts';
import { useLanguage } from '../../i18n/language.ts';

const SHAPES: Record<NoticeState | ObjectionState, string> = {
  running: '◐',
  ended: '●',
  stopped: '■',
  open: '○',
  upheld: '▲',
  dismissed: '●',
};
const LABELS = { ...NOTICE_STATE_LABELS, ...OBJECTION_STATE_LABELS };

/** State of a notice or an objection, by shape and word. */
export function StateMark({ state }: { state: NoticeState | ObjectionState }) {
  const { say } = useLanguage();
  return (
    <>
      <span aria-hidden="true">{SHAPES[state]}</span> {say(LABELS[state])}
    </>
  );
}
