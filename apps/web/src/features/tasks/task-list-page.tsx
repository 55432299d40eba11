import type { Task } from '@skill-ledger/contracts';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useSession } from '../../access/session.tsx';
import { Answer } from '../../ui/answer.tsx';
import { ButtonAnchor } from '../../ui/button.tsx';
import { HelpText } from '../../ui/field.tsx';
import { formatCount } from '../../ui/format.ts';
import { Notice } from '../../ui/notice.tsx';
import { EmptyState, PageHead } from '../../ui/page.tsx';
import { tasksQuery, tasksQueryString } from './api.ts';
import { TaskCalendar } from './task-calendar.tsx';
import { TaskDetail } from './task-detail.tsx';
import { TaskFilters } from './task-filters.tsx';
import { TaskList } from './task-list.tsx';
import styles from './task-list-page.module.css';
import { TaskReminders } from './task-reminders.tsx';
import { TaskStepForm } from './task-step-form.tsx';
import { useTexts } from './texts.ts';
import { UnitTasksTable } from './unit-tasks-table.tsx';

/** 督办事项: the list of tasks, with the open one beside it. */
export function TaskListPage() {
  const text = useTexts();
  const { account } = useSession();
  const { lang: _, asOf: __, ...address } = useSearch({ from: '/tasks/' });
  const { open, view = 'list', ...filters } = address;
  const navigate = useNavigate({ from: '/tasks/' });
  const answer = useQuery(tasksQuery(filters));
  const [chosen, setChosen] = useState<string[]>([]);
  const [done, setDone] = useState<number>();
  const show = (id: string | undefined): Promise<void> =>
    navigate({ search: (old) => ({ ...old, open: id }), resetScroll: false });
  const close = async (): Promise<void> => {
    await show(undefined);
    document.querySelector<HTMLElement>(`[data-id="${open ?? ''}"]`)?.focus();
  };
  const isOpen = open !== undefined && chosen.length === 0;
  const download = new URLSearchParams(tasksQueryString(filters));
  return (
    <Answer query={answer} height={720}>
      {({ tasks, units, today }) => (
        <>
          <PageHead
            title={titleOf(tasks, Object.values(filters).some(Boolean), text)}
            lead={text.lead}
            actions={
              <ButtonAnchor href={`/api/v1/tasks/export.xlsx?${download}`} download>
                {text.download}
              </ButtonAnchor>
            }
          />
          <div className={isOpen ? styles.narrowHidden : undefined}>
            <TaskReminders onOpen={(id) => void show(id)} />
            <TaskFilters address={address} />
          </div>
          <div role="status">
            {done !== undefined && <Notice tone="good">{text.savedMany(formatCount(done))}</Notice>}
          </div>
          {view === 'units' ? (
            <UnitTasksTable units={units} />
          ) : (
            <div className={styles.parts}>
              <section aria-label={text.list} className={isOpen ? styles.narrowHidden : undefined}>
                {tasks.length === 0 ? (
                  <EmptyState>{account.role === 'unit' ? text.emptyUnit : text.empty}</EmptyState>
                ) : view === 'calendar' ? (
                  <TaskCalendar tasks={tasks} today={today} onOpen={(id) => void show(id)} />
                ) : (
                  <>
                    <HelpText>{text.keys}</HelpText>
                    <TaskList
                      tasks={tasks}
                      open={open}
                      chosen={chosen}
                      onOpen={(id) => void show(id)}
                      onChoose={
                        tasks.some(({ steps }) => steps.length > 0)
                          ? (ids) => {
                              setDone(undefined);
                              setChosen(ids);
                            }
                          : undefined
                      }
                    />
                  </>
                )}
              </section>
              <div className={styles.beside}>
                {chosen.length > 0 ? (
                  <TaskStepForm
                    key="many"
                    tasks={tasks.filter(({ id }) => chosen.includes(id))}
                    title={text.many(formatCount(chosen.length))}
                    onDone={() => {
                      setDone(chosen.length);
                      setChosen([]);
                    }}
                  />
                ) : open !== undefined ? (
                  <TaskDetail key={open} id={open} onClose={() => void close()} />
                ) : (
                  tasks.length > 0 && (
                    <div className={styles.narrowHidden}>
                      <EmptyState>{text.pick}</EmptyState>
                    </div>
                  )
                )}
              </div>
            </div>
          )}
        </>
      )}
    </Answer>
  );
}

function titleOf(tasks: Task[], isFiltered: boolean, text: ReturnType<typeof useTexts>): string {
  if (tasks.length === 0) return isFiltered ? text.none : text.nothing;
  const overdue = tasks.filter(({ light }) => light === 'overdue').length;
  return text.title(formatCount(tasks.length), formatCount(overdue));
}
