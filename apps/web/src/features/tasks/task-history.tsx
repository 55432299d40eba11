import { TASK_ACTION_LABELS, TaskAction, type TaskEvent } from '@skill-ledger/contracts';
import { useLanguage } from '../../i18n/language.ts';
import { formatInstant } from '../../ui/format.ts';
import styles from './task-detail.module.css';
import { useTexts } from './texts.ts';

/** Who did what, when and why, the latest first. */
export function TaskHistory({ events }: { events: TaskEvent[] }) {
  const text = useTexts();
  const { say, language } = useLanguage();
  const nameOf = (action: TaskEvent['action']): string => {
    const known = TaskAction.safeParse(action);
    return known.success
      ? say(TASK_ACTION_LABELS[known.data])
      : text.actions[action as keyof typeof text.actions];
  };
  return (
    <ol className={styles.history} reversed>
      {[...events].reverse().map((event) => (
        <li key={event.nth}>
          <span className={styles.about}>
            {[formatInstant(event.at, language), event.by, event.unit].filter(Boolean).join(' · ')}
          </span>
          <strong>{[nameOf(event.action), event.detail].filter(Boolean).join(' · ')}</strong>
          {event.comment !== null && <p>{event.comment}</p>}
        </li>
      ))}
    </ol>
  );
}
