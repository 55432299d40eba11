import {
  type EvaluationsAnswer,
  FORM_STATE_LABELS,
  FormState,
  type FormSummary,
} from '@skill-ledger/contracts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useSession } from '../../access/session.tsx';
import { useLanguage } from '../../i18n/language.ts';
import { Answer } from '../../ui/answer.tsx';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { formatCount, formatDay } from '../../ui/format.ts';
import { Actions, EmptyState, PageHead } from '../../ui/page.tsx';
import { EVALUATIONS_KEY, periodsQuery } from './api.ts';
import { OpenPeriod } from './open-period.tsx';
import { Flags, StateMark } from './state-mark.tsx';
import { useTexts } from './texts.ts';

type Period = EvaluationsAnswer['periods'][number];

/** Every period: for a unit its own form in each, for others how the forms stand. */
export function PeriodsPage() {
  const text = useTexts();
  const { may } = useSession();
  const client = useQueryClient();
  const answer = useQuery(periodsQuery);
  const [opening, setOpening] = useState(false);
  const mayOpen = may('evaluations.open');
  return (
    <Answer query={answer} height={360}>
      {({ periods }) => (
        <>
          <PageHead
            title={periods.length === 0 ? text.periods.none : text.periods.title(formatCount(periods.length))}
            lead={text.periods.lead}
            actions={
              mayOpen &&
              !opening && (
                <Button kind="primary" onClick={() => setOpening(true)}>
                  {text.opening.button}
                </Button>
              )
            }
          />
          {opening && (
            <OpenPeriod
              onClose={() => setOpening(false)}
              onOpened={async () => {
                await client.invalidateQueries({ queryKey: EVALUATIONS_KEY });
                setOpening(false);
              }}
            />
          )}
          {periods.length === 0 ? (
            <EmptyState>{mayOpen ? text.periods.noneOffice : text.periods.noneUnit}</EmptyState>
          ) : (
            <PeriodTable periods={periods} />
          )}
        </>
      )}
    </Answer>
  );
}

function PeriodTable({ periods }: { periods: Period[] }) {
  const text = useTexts();
  const { language, say } = useLanguage();
  const { columns } = text.periods;
  return (
    <DataTable
      tall
      caption={text.tabs.periods}
      rows={periods}
      rowKey={({ id }) => id}
      columns={[
        {
          key: 'period',
          header: columns.period,
          cell: ({ id, from, to }) => (
            <>
              <strong>{id}</strong> {text.brackets(text.periods.range(from, to))}
            </>
          ),
        },
        { key: 'kind', header: columns.kind, align: 'start', cell: ({ kind }) => text.kinds[kind] },
        {
          key: 'due',
          header: columns.due,
          align: 'start',
          cell: ({ dueOn, own }) => formatDay(own?.dueOn ?? dueOn, language),
        },
        {
          key: 'states',
          header: columns.states,
          align: 'start',
          cell: ({ states, overdue, own }) =>
            own ? (
              <OwnForm form={own} />
            ) : (
              [
                ...FormState.options.flatMap((state) =>
                  states[state] ? [`${say(FORM_STATE_LABELS[state])} ${formatCount(states[state])}`] : [],
                ),
                ...(overdue > 0 ? [`■ ${text.periods.overdue(formatCount(overdue))}`] : []),
              ].join(' · ')
            ),
        },
        {
          key: 'steps',
          header: columns.steps,
          align: 'start',
          cell: (period) => <Ways period={period} />,
        },
      ]}
    />
  );
}

function OwnForm({ form }: { form: FormSummary }) {
  return (
    <>
      <StateMark state={form.state} /> {form.flags.length > 0 && <Flags flags={form.flags} />}
    </>
  );
}

function Ways({ period: { id, own, finalisedAt, publishedAt } }: { period: Period }) {
  const text = useTexts();
  const { may } = useSession();
  const showsResults = publishedAt !== null || (finalisedAt !== null && may('evaluations.results'));
  return (
    <Actions>
      {own ? (
        <ButtonLink
          size="small"
          to="/evaluations/forms/$form"
          params={{ form: own.id }}
          search={({ lang }) => ({ lang })}
        >
          {text.periods.openForm}
        </ButtonLink>
      ) : (
        <ButtonLink
          size="small"
          to="/evaluations/$period"
          params={{ period: id }}
          search={({ lang }) => ({ lang })}
        >
          {text.periods.openDesk}
        </ButtonLink>
      )}
      {showsResults && (
        <ButtonLink
          size="small"
          kind="link"
          to="/evaluations/$period/results"
          params={{ period: id }}
          search={({ lang }) => ({ lang })}
        >
          {text.periods.results}
        </ButtonLink>
      )}
    </Actions>
  );
}
