import { FORM_FLAG_LABELS, FORM_STATE_LABELS, type FormFlag, type FormState } from '@skill-ledger/contracts';
import { useLanguage } from '../../i18n/language.ts';
import styles from './state-mark.module.css';
import { useTexts } from './texts.ts';

const SHAPES: Record<FormState, string> = {
  notStarted: '○',
  filling: '◔',
  confirming: '◑',
  submitted: '◕',
  reviewing: '◐',
  final: '●',
  published: '✓',
};

/** State of a form, by shape and word. */
export function StateMark({ state }: { state: FormState }) {
  const { say } = useLanguage();
  return (
    <span className={styles.state}>
      <span aria-hidden="true">{SHAPES[state]}</span> {say(FORM_STATE_LABELS[state])}
    </span>
  );
}

const FLAG_SHAPES: Record<FormFlag, string> = {
  overdue: '■',
  late: '▼',
  returned: '↩',
  returnedTwice: '■',
};

/** Late, missing and returned forms, by shape and word. */
export function Flags({ flags }: { flags: FormFlag[] }) {
  const { say } = useLanguage();
  const text = useTexts();
  if (flags.length === 0) return <span className={styles.none}>{text.noFlag}</span>;
  return (
    <>
      {flags.map((flag) => (
        <span key={flag} className={styles[flag]}>
          <span aria-hidden="true">{FLAG_SHAPES[flag]}</span> {say(FORM_FLAG_LABELS[flag])}{' '}
        </span>
      ))}
    </>
  );
}
