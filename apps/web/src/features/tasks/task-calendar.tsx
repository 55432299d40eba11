import type { Task } from '@skill-ledger/contracts';
import { useLanguage } from '../../i18n/language.ts';
import { Button } from '../../ui/button.tsx';
import { formatDay } from '../../ui/format.ts';
import styles from './task-calendar.module.css';
import { TaskSummary } from './task-list.tsx';
import { useTexts } from './texts.ts';

interface TaskCalendarProps {
  tasks: Task[];
  today: string;
  onOpen: (id: string) => void;
}

/** Tasks by the day they are due: what is overdue first, then day by day. */
export function TaskCalendar({ tasks, today, onOpen }: TaskCalendarProps) {
  const { calendar } = useTexts();
  const { language } = useLanguage();
  const groups = new Map<string, Task[]>();
  for (const task of tasks) {
    const group = task.light === 'overdue' ? '' : task.dueOn;
    groups.set(group, [...(groups.get(group) ?? []), task]);
  }
  return [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([day, own]) => (
      <section key={day} className={styles.day} aria-labelledby={`due-${day}`}>
        <h2 id={`due-${day}`}>
          {day === '' ? calendar.overdue : formatDay(day, language)}
          {day === today && ` · ${calendar.today}`} <small>{own.length}</small>
        </h2>
        <ul>
          {own.map((task) => (
            <li key={task.id}>
              <Button kind="bare" className={styles.task} data-id={task.id} onClick={() => onOpen(task.id)}>
                <TaskSummary task={task} />
              </Button>
            </li>
          ))}
        </ul>
      </section>
    ));
}
