import {
  RUN_STATE_LABELS,
  type ScheduleAnswer,
  type ScheduledRun,
  type ScheduledWork,
} from '@skill-ledger/contracts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useSession } from '../../access/session.tsx';
import { order } from '../../api/client.ts';
import { useLanguage } from '../../i18n/language.ts';
import { Answer, ErrorNote } from '../../ui/answer.tsx';
import { Button } from '../../ui/button.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { formatDay, formatInstant } from '../../ui/format.ts';
import { EmptyState, PageHead } from '../../ui/page.tsx';
import { Section } from '../../ui/section.tsx';
import { scheduleQuery } from './api.ts';
import { useTexts } from './texts.ts';

const SHAPES = { ready: '○', running: '◐', done: '✓', failed: '■' };

/** 日程: past and planned runs of scheduled work, with buttons to run it now. */
export function SchedulePage() {
  const { schedule: text } = useTexts();
  const { language } = useLanguage();
  const answer = useQuery(scheduleQuery);
  return (
    <Answer query={answer} height={480}>
      {({ work, upcoming, runs }) => {
        const [next] = work.map(({ nextAt }) => nextAt).sort();
        return (
          <>
            <PageHead title={text.title(formatInstant(next ?? '', language))} lead={text.lead} />
            <WorkTable work={work} />
            <Section id="upcoming" title={text.upcoming}>
              {upcoming.length === 0 ? (
                <EmptyState>{text.noUpcoming}</EmptyState>
              ) : (
                <UpcomingTable upcoming={upcoming} work={work} />
              )}
            </Section>
            <Section id="runs" title={text.runs}>
              {runs.length === 0 ? (
                <EmptyState>{text.noRuns}</EmptyState>
              ) : (
                <RunTable runs={runs} work={work} />
              )}
            </Section>
          </>
        );
      }}
    </Answer>
  );
}

function WorkTable({ work }: Pick<ScheduleAnswer, 'work'>) {
  const { schedule: text } = useTexts();
  const { say, language } = useLanguage();
  const { may } = useSession();
  const client = useQueryClient();
  const [busy, setBusy] = useState<ScheduledWork>();
  const [error, setError] = useState<Error>();
  const run = async (id: ScheduledWork): Promise<void> => {
    setBusy(id);
    setError(undefined);
    await order('POST', 'schedule/runs', { work: id }).catch(setError);
    setBusy(undefined);
    await client.invalidateQueries({ queryKey: scheduleQuery.queryKey });
  };
  return (
    <>
      {error && <ErrorNote error={error} onRetry={() => setError(undefined)} />}
      <DataTable
        caption={text.work}
        tall
        rows={work}
        rowKey={({ id }) => id}
        columns={[
          { key: 'work', header: text.work, cell: ({ label }) => say(label) },
          { key: 'cycle', header: text.cycle, align: 'start', cell: ({ description }) => say(description) },
          {
            key: 'next',
            header: text.next,
            align: 'start',
            cell: ({ nextAt }) => formatInstant(nextAt, language),
          },
          {
            key: 'last',
            header: text.last,
            align: 'start',
            cell: ({ last }) => (last === null ? text.never : <RunMark run={last} />),
          },
          ...(may('schedule.run')
            ? [
                {
                  key: 'run',
                  header: <span className="visually-hidden">{text.run}</span>,
                  align: 'start' as const,
                  cell: ({ id, label }: ScheduleAnswer['work'][number]) => (
                    <Button
                      size="small"
                      disabled={busy !== undefined}
                      aria-label={`${text.run} ${say(label)}`}
                      onClick={() => void run(id)}
                    >
                      {busy === id ? text.running : text.run}
                    </Button>
                  ),
                },
              ]
            : []),
        ]}
      />
    </>
  );
}

function UpcomingTable({ upcoming, work }: Pick<ScheduleAnswer, 'upcoming' | 'work'>) {
  const { schedule: text } = useTexts();
  const { say, language } = useLanguage();
  const nameOf = useWorkName(work);
  return (
    <DataTable
      caption={text.upcoming}
      rows={upcoming}
      rowKey={({ work: id, on, what }) => `${id} ${on} ${what.zh}`}
      columns={[
        { key: 'on', header: text.day, cell: ({ on }) => formatDay(on, language) },
        { key: 'work', header: text.work, align: 'start', cell: (one) => nameOf(one.work) },
        { key: 'what', header: text.cycle, align: 'start', cell: ({ what }) => say(what) },
      ]}
    />
  );
}

function useWorkName(work: ScheduleAnswer['work']): (id: ScheduledWork) => string {
  const { say } = useLanguage();
  return (id) => {
    const known = work.find((one) => one.id === id);
    return known ? say(known.label) : id;
  };
}

function RunTable({ runs, work }: Pick<ScheduleAnswer, 'runs' | 'work'>) {
  const { schedule: text } = useTexts();
  const { say, language } = useLanguage();
  const nameOf = useWorkName(work);
  const instant = (at: string | null): string => (at === null ? '—' : formatInstant(at, language));
  return (
    <DataTable
      caption={text.runs}
      rows={runs}
      rowKey={({ id }) => id}
      columns={[
        { key: 'work', header: text.work, cell: (run) => nameOf(run.work) },
        { key: 'dueAt', header: text.dueAt, align: 'start', cell: (run) => instant(run.dueAt) },
        { key: 'doneAt', header: text.doneAt, align: 'start', cell: (run) => instant(run.doneAt) },
        { key: 'state', header: text.state, align: 'start', cell: (run) => <RunMark run={run} /> },
        {
          key: 'result',
          header: text.result,
          align: 'start',
          cell: ({ result, tries }) =>
            [result && say(result), tries > 1 && text.tries(tries)].filter(Boolean).join(' · ') || '—',
        },
        { key: 'by', header: text.by, align: 'start', cell: (run) => run.by ?? text.bySchedule },
      ]}
    />
  );
}

function RunMark({ run }: { run: ScheduledRun }) {
  const { say, language } = useLanguage();
  return (
    <>
      <span aria-hidden="true">{SHAPES[run.state]}</span> {say(RUN_STATE_LABELS[run.state])} ·{' '}
      {formatInstant(run.doneAt ?? run.startedAt ?? run.dueAt, language)}
    </>
  );
}
