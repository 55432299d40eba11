import { useQuery } from '@tanstack/react-query';
import { taskCountsQuery } from './api.ts';
import styles from './task-count.module.css';
import { useTexts } from './texts.ts';

/** Number of tasks that wait for the user; empty if there are none. */
export default function TaskCount() {
  const text = useTexts();
  const { mine = 0, toCheck = 0 } = useQuery(taskCountsQuery).data ?? {};
  const waiting = mine + toCheck;
  if (waiting === 0) return null;
  return (
    <span className={styles.count} title={text.waiting(waiting)}>
      <span aria-hidden="true">{waiting}</span>
      <span className="visually-hidden">{text.waiting(waiting)}</span>
    </span>
  );
}
