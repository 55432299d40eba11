import {
  IMPORTANCE_LABELS,
  TASK_LIGHT_LABELS,
  TASK_STATE_LABELS,
  type Task,
  type TaskLight,
  type TaskState,
} from '@skill-ledger/contracts';
import { useLanguage } from '../../i18n/language.ts';
import styles from './task-marks.module.css';

const LIGHTS: Record<TaskLight, string> = { overdue: '■', behind: '▼', soon: '●' };
const STATES: Record<TaskState, string> = { open: '○', doing: '◐', handedIn: '◑', closed: '✓' };

/** Warning of a task, by shape, colour and word. */
export function LightMark({ light }: { light: TaskLight }) {
  const { say } = useLanguage();
  return (
    <span className={styles[light]}>
      <span aria-hidden="true">{LIGHTS[light]}</span> {say(TASK_LIGHT_LABELS[light])}
    </span>
  );
}

export function StateMark({ state }: { state: TaskState }) {
  const { say } = useLanguage();
  return (
    <span className={styles.state}>
      <span aria-hidden="true">{STATES[state]}</span> {say(TASK_STATE_LABELS[state])}
    </span>
  );
}

export function ImportanceMark({ importance }: Pick<Task, 'importance'>) {
  const { say } = useLanguage();
  if (importance === 'normal') return null;
  return <span className={styles.importance}>{say(IMPORTANCE_LABELS[importance])}</span>;
}
