import { dayInShanghai, type ScoreDuties } from '@skill-ledger/contracts';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useSession } from '../../access/session.tsx';
import type { ScoreAddress } from '../../api/scores.ts';
import { useLanguage } from '../../i18n/language.ts';
import { Answer } from '../../ui/answer.tsx';
import { ButtonLink } from '../../ui/button.tsx';
import { formatCount, formatDay } from '../../ui/format.ts';
import { Section } from '../../ui/section.tsx';
import { dutiesQuery } from './api.ts';
import styles from './list.module.css';
import { useTexts } from './texts.ts';

/** An open item of a unit, with a link to its page. */
interface Duty {
  id: string;
  entry: ReactNode;
}

/** Open items of a unit, most urgent first. */
export function Duties({ unit, address }: { unit: string; address: ScoreAddress }) {
  const text = useTexts();
  const answer = useQuery(dutiesQuery(address, unit));
  const duties = useDuties(answer.data);
  return (
    <Section
      id="duties"
      label={text.dutiesLabel}
      title={answer.data ? text.dutiesTitle(duties.length) : text.dutiesLabel}
    >
      <Answer query={answer} height={200}>
        {() => <DutyList duties={duties} />}
      </Answer>
    </Section>
  );
}

function DutyList({ duties }: { duties: Duty[] }) {
  const text = useTexts();
  if (duties.length === 0) return <p className={styles.quiet}>{text.dutiesNone}</p>;
  return (
    <ul className={styles.list}>
      {duties.map(({ id, entry }) => (
        <li key={id} data-duty={id}>
          <span className={styles.what}>{entry}</span>
        </li>
      ))}
    </ul>
  );
}

/** The entries of the list. */
function useDuties(known: ScoreDuties | undefined): Duty[] {
  const text = useTexts();
  const { language } = useLanguage();
  if (!known) return [];
  const { unit, findings, tasks, quarantined, missing } = known;
  const more = (tasks?.count ?? 0) - (tasks?.next.length ?? 0);
  const due = findings?.due ?? [];
  const open = findings?.open ?? 0;
  const [first] = due.map(({ dueOn }) => dueOn).sort();
  return [
    ...(tasks?.next ?? []).map(({ id, text: what, dueOn }) => ({
      id: `task-${id}`,
      entry: (
        <ToTasks unit={unit} open={id}>
          {text.duties.task(what, formatDay(dueOn, language), dueOn < dayInShanghai())}
        </ToTasks>
      ),
    })),
    more > 0 && { id: 'tasks', entry: <ToTasks unit={unit}>{text.duties.moreTasks(more)}</ToTasks> },
    first !== undefined && {
      id: 'due',
      entry: <ToFindings unit={unit}>{text.duties.due(due.length, formatDay(first, language))}</ToFindings>,
    },
    open > 0 && {
      id: 'open',
      entry: <ToFindings unit={unit}>{text.duties.open(open)}</ToFindings>,
    },
    quarantined > 0 && {
      id: 'quarantined',
      entry: (
        <ToLedgers to="/ledgers/quarantine">{text.duties.quarantined(formatCount(quarantined))}</ToLedgers>
      ),
    },
    ...missing.map((kind) => ({
      id: `missing-${kind}`,
      entry: <ToLedgers to="/ledgers">{text.duties.missing[kind]}</ToLedgers>,
    })),
  ].filter((duty) => duty !== false);
}

/** Link to a task, or to all tasks of the unit. */
function ToTasks({ unit, open, children }: { unit: string; open?: string; children: string }) {
  return (
    <ButtonLink
      kind="link"
      to="/tasks"
      search={({ lang }) => ({ lang, of: unit, ...(open !== undefined && { open }) })}
    >
      {children}
    </ButtonLink>
  );
}

/** Link to the unit's findings, if the user may read them. */
function ToFindings({ unit, children }: { unit: string; children: string }) {
  const { may } = useSession();
  if (!may('findings.read')) return children;
  return (
    <ButtonLink kind="link" to="/supervision" search={({ lang }) => ({ lang, of: unit })}>
      {children}
    </ButtonLink>
  );
}

/** Link to the page of ledgers where it is done. */
function ToLedgers({ to, children }: { to: '/ledgers' | '/ledgers/quarantine'; children: string }) {
  const { may } = useSession();
  if (!may('ledgers.read')) return children;
  return (
    <ButtonLink kind="link" to={to} search={({ lang }) => ({ lang })}>
      {children}
    </ButtonLink>
  );
}
