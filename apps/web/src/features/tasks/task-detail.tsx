import {
  IMPORTANCE_LABELS,
  KIND_LABELS,
  periodName,
  TASK_ORIGIN_LABELS,
  type Task,
} from '@skill-ledger/contracts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { AttachedFiles } from '../../access/attached-files.tsx';
import { UnmaskButton } from '../../access/purpose.tsx';
import { useSession } from '../../access/session.tsx';
import { useLanguage } from '../../i18n/language.ts';
import { useNames } from '../../programme/programme.tsx';
import { Answer } from '../../ui/answer.tsx';
import { Button, ButtonAnchor, ButtonLink } from '../../ui/button.tsx';
import { Facts } from '../../ui/facts.tsx';
import { formatDay, formatInstant } from '../../ui/format.ts';
import { Actions } from '../../ui/page.tsx';
import { TASKS_KEY, taskQuery } from './api.ts';
import { FrozenFigure } from './frozen-figure.tsx';
import styles from './task-detail.module.css';
import { TaskHistory } from './task-history.tsx';
import { ImportanceMark, LightMark, StateMark } from './task-marks.tsx';
import { TaskStepForm } from './task-step-form.tsx';
import { useTexts } from './texts.ts';

/** A task: origin, assignee, due date, history, and available steps. */
export function TaskDetail({ id, onClose }: { id: string; onClose: () => void }) {
  const text = useTexts();
  const { say, language } = useLanguage();
  const names = useNames();
  const client = useQueryClient();
  const { purpose } = useSession();
  const answer = useQuery(taskQuery(id, purpose?.text));
  const heading = useRef<HTMLHeadingElement>(null);
  const there = answer.data !== undefined;
  useEffect(() => {
    if (!there) return;
    heading.current?.focus({ preventScroll: true });
    heading.current?.scrollIntoView({ block: 'nearest' });
  }, [there]);
  return (
    <Answer query={answer} height={480}>
      {({ task, events, files, now, plainText }) => (
        <article
          className={styles.detail}
          data-task={task.id}
          onKeyDown={({ key, target }) => {
            if (key === 'Escape' && !(target as HTMLElement).closest('input, textarea, select')) onClose();
          }}
        >
          <div className={styles.head}>
            <StateMark state={task.state} />
            <ImportanceMark importance={task.importance} />
            {task.light && <LightMark light={task.light} />}
            <Button kind="link" size="small" className={styles.atEnd} onClick={onClose}>
              {text.close}
            </Button>
          </div>
          <h2 ref={heading} tabIndex={-1}>
            {task.number} {say(TASK_ORIGIN_LABELS[task.origin.kind])}
          </h2>
          <p className={styles.text}>{task.text}</p>
          <Facts
            size="small"
            facts={[
              [text.due, <Due key="due" task={task} />],
              [text.assignee, [task.unit && names(task.unit), task.person].filter(Boolean).join(' · ')],
              [text.givenBy, `${task.givenBy} · ${formatInstant(task.givenAt, language)}`],
              [text.importance, say(IMPORTANCE_LABELS[task.importance])],
              [text.origin, originOf(task, now)],
            ]}
          />
          <Actions>
            <OriginLink task={task} label={text.openOrigin} />
            <ButtonAnchor size="small" href={`/api/v1/tasks/${task.id}/sheet.docx`} download>
              {text.sheet}
            </ButtonAnchor>
            <CopyButton content={plainText} />
          </Actions>
          {task.steps.length > 0 && <TaskStepForm tasks={[task]} title={text.step} />}
          <AttachedFiles
            path={`tasks/${task.id}/files`}
            files={files}
            mayAttach={task.steps.includes('reply')}
            texts={text}
            unmask={<UnmaskButton />}
            onAttached={() => client.invalidateQueries({ queryKey: TASKS_KEY })}
          />
          <section aria-label={text.history}>
            <h3>{text.history}</h3>
            <TaskHistory events={events} />
          </section>
        </article>
      )}
    </Answer>
  );

  function originOf({ origin }: Task, now: Parameters<typeof FrozenFigure>[0]['now']): ReactNode {
    switch (origin.kind) {
      case 'figure':
        return <FrozenFigure origin={origin} now={now} />;
      case 'finding':
        return `${origin.rule} ${say(origin.title)}`;
      case 'handIn':
        return say(KIND_LABELS[origin.ledger]);
      case 'form':
        return [text.period(say(periodName(origin.period))), origin.returned && text.returned]
          .filter(Boolean)
          .join(' · ');
      case 'rectification':
        return text.period(say(periodName(origin.period)));
      case 'objection':
        return origin.notice;
      default:
        return null;
    }
  }
}

function Due({ task }: { task: Task }) {
  const text = useTexts();
  const { language } = useLanguage();
  const { dueOn, closedInTime, closedByItself, workingDaysLeft } = task;
  const told =
    workingDaysLeft !== null
      ? text.daysLeft(workingDaysLeft)
      : [closedInTime ? text.closedInTime : text.closedLate, closedByItself && text.closedByItself]
          .filter(Boolean)
          .join(' · ');
  return `${formatDay(dueOn, language)} · ${told}`;
}

function OriginLink({ task, label }: { task: Task; label: string }) {
  const { origin } = task;
  if (origin.kind === 'finding') {
    return (
      <ButtonLink size="small" to="/supervision" search={({ lang }) => ({ lang, open: origin.finding })}>
        {label}
      </ButtonLink>
    );
  }
  if (origin.kind === 'figure') {
    return (
      <ButtonLink size="small" to="/" search={({ lang }) => ({ lang, ...joined(origin.filters) })}>
        {label}
      </ButtonLink>
    );
  }
  if (origin.kind === 'form' || origin.kind === 'rectification') {
    return (
      <ButtonLink
        size="small"
        to="/evaluations/forms/$form"
        params={{ form: origin.form }}
        search={({ lang }) => ({ lang })}
      >
        {label}
      </ButtonLink>
    );
  }
  if (origin.kind === 'objection') {
    return (
      <ButtonLink
        size="small"
        to="/releases/notices/$notice"
        params={{ notice: origin.notice }}
        search={({ lang }) => ({ lang })}
      >
        {label}
      </ButtonLink>
    );
  }
  if (origin.kind === 'handIn') {
    return (
      <ButtonLink size="small" to="/ledgers" search={({ lang }) => ({ lang })}>
        {label}
      </ButtonLink>
    );
  }
  return null;
}

/** Filters as the address of a page writes them. */
const joined = (filters: object): Record<string, string> =>
  Object.fromEntries(Object.entries(filters).map(([name, values]) => [name, (values as string[]).join(',')]));

function CopyButton({ content }: { content: string }) {
  const text = useTexts();
  const [isCopied, setCopied] = useState(false);
  const copy = async (): Promise<void> => {
    await copyText(content);
    setCopied(true);
  };
  return (
    <>
      <Button size="small" onClick={() => void copy()}>
        {text.copy}
      </Button>
      <span role="status">{isCopied && `✓ ${text.copied}`}</span>
    </>
  );
}

/** Pages over plain HTTP have no clipboard API: the text is selected and copied with a command. */
async function copyText(content: string): Promise<void> {
  if (navigator.clipboard !== undefined) return navigator.clipboard.writeText(content);
  const area = document.createElement('textarea');
  area.value = content;
  document.body.append(area);
  area.select();
  document.execCommand('copy');
  area.remove();
}
