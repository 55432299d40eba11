import { TASK_ORIGIN_LABELS, type Task } from '@skill-ledger/contracts';
import { useLanguage } from '../../i18n/language.ts';
import { useNames } from '../../programme/programme.tsx';
import { formatDay } from '../../ui/format.ts';
import { SelectionList } from '../../ui/selection-list.tsx';
import styles from './task-list.module.css';
import { ImportanceMark, LightMark, StateMark } from './task-marks.tsx';
import { useTexts } from './texts.ts';

interface TaskListProps {
  tasks: Task[];
  open: string | undefined;
  chosen: string[];
  onOpen: (id: string) => void;
  /** Omitted if the user may only read. */
  onChoose: ((ids: string[]) => void) | undefined;
}

/** Tasks to open and to choose: arrows move, Space chooses, Enter opens. */
export function TaskList({ tasks, open, chosen, onOpen, onChoose }: TaskListProps) {
  const text = useTexts();
  return (
    <SelectionList
      label={text.list}
      rows={tasks}
      textOf={({ number, text: what }) => `${number} ${what}`}
      chooseText={text.choose}
      open={open}
      chosen={chosen}
      onOpen={onOpen}
      onChoose={onChoose}
    >
      {(task) => <TaskSummary task={task} />}
    </SelectionList>
  );
}

/** A task in a few lines, for lists. */
export function TaskSummary({ task }: { task: Task }) {
  const text = useTexts();
  const { say, language } = useLanguage();
  const names = useNames();
  const about = [
    task.number,
    say(TASK_ORIGIN_LABELS[task.origin.kind]),
    task.unit && names(task.unit),
    task.person,
    `${text.givenBy} ${task.givenBy}`,
  ];
  return (
    <span className={styles.task}>
      <span className={styles.what}>
        <StateMark state={task.state} />
        <ImportanceMark importance={task.importance} />
        {task.light && <LightMark light={task.light} />}
        <span className={styles.due}>
          {text.due} {formatDay(task.dueOn, language)}
        </span>
      </span>
      <span className={styles.text}>{task.text}</span>
      <span className={styles.about}>{about.filter(Boolean).join(' · ')}</span>
    </span>
  );
}
