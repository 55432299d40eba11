import {
  dayInShanghai,
  type EvaluationsAnswer,
  FORM_STATE_LABELS,
  FormState,
  type FormSummary,
  isWithUnit,
  periodName,
} from '@skill-ledger/contracts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useSession } from '../../access/session.tsx';
import { useLanguage } from '../../i18n/language.ts';
import { Answer } from '../../ui/answer.tsx';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { HelpText } from '../../ui/field.tsx';
import { formatCount, formatDay } from '../../ui/format.ts';
import { Notice } from '../../ui/notice.tsx';
import { Actions, EmptyState, PageHead } from '../../ui/page.tsx';
import { EVALUATIONS_KEY, periodsQuery } from './api.ts';
import { OpenPeriod } from './open-period.tsx';
import styles from './periods.module.css';
import { PlannedPeriods } from './planned-periods.tsx';
import { Flags, StateMark } from './state-mark.tsx';
import { useTexts } from './texts.ts';

const DAY_MS = 86_400_000;
const daysUntil = (day: string): number =>
  Math.round((Date.parse(day) - Date.parse(dayInShanghai())) / DAY_MS);

type Period = EvaluationsAnswer['periods'][number];

/** Every period: with a unit's own form, or for others with the states of the forms. */
export function PeriodsPage() {
  const text = useTexts();
  const { may } = useSession();
  const client = useQueryClient();
  const answer = useQuery(periodsQuery);
  const [opening, setOpening] = useState(false);
  const [said, setSaid] = useState<string>();
  const { language, say } = useLanguage();
  const mayOpen = may('evaluations.open');
  return (
    <Answer query={answer} height={360}>
      {({ periods, planned }) => (
        <>
          <PageHead
            title={periods.length === 0 ? text.periods.none : text.periods.title(formatCount(periods.length))}
            lead={text.periods.lead}
            actions={
              mayOpen &&
              !opening && (
                <Button
                  kind="primary"
                  onClick={() => {
                    setSaid(undefined);
                    setOpening(true);
                  }}
                >
                  {text.opening.button}
                </Button>
              )
            }
          />
          {opening && (
            <OpenPeriod
              onClose={() => setOpening(false)}
              onOpened={async (plan) => {
                await client.invalidateQueries({ queryKey: EVALUATIONS_KEY });
                setOpening(false);
                setSaid(
                  plan &&
                    text.opening.planned(say(periodName(plan.period)), formatDay(plan.opensOn, language)),
                );
              }}
            />
          )}
          <div role="status">{said !== undefined && <Notice tone="good">{said}</Notice>}</div>
          {periods.length === 0 ? (
            <EmptyState>{mayOpen ? text.periods.noneOffice : text.periods.noneUnit}</EmptyState>
          ) : (
            <PeriodTable periods={periods} />
          )}
          {planned.length > 0 && <PlannedPeriods planned={planned} />}
        </>
      )}
    </Answer>
  );
}

interface FormsLinkProps {
  period: Pick<Period, 'id' | 'own'>;
  kind?: 'quiet' | 'link';
  children: ReactNode;
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
          cell: ({ id, own, from, to, kind }) => (
            <>
              <FormsLink period={{ id, own }} kind="link">
                <strong className={styles.name}>{say(periodName(id))}</strong>
              </FormsLink>
              <br />
              <HelpText>
                {text.kinds[kind]}
                <span className={styles.days}>
                  {' · '}
                  {text.periods.range(formatDay(from, language), formatDay(to, language))}
                </span>
              </HelpText>
            </>
          ),
        },
        {
          key: 'due',
          header: columns.due,
          align: 'start',
          cell: ({ dueOn, own, finalisedAt }) => {
            const day = own?.dueOn ?? dueOn;
            const isWaitedFor = own !== null && isWithUnit(own.state) && finalisedAt === null;
            return [formatDay(day, language), isWaitedFor && text.periods.daysToGo(daysUntil(day))]
              .filter(Boolean)
              .join(' · ');
          },
        },
        {
          key: 'states',
          header: columns.states,
          align: 'start',
          cell: ({ states, overdue, own }) =>
            own ? (
              <OwnForm form={own} />
            ) : (
              <span className={styles.states}>
                {[
                  ...FormState.options.flatMap((state) =>
                    states[state] ? [`${say(FORM_STATE_LABELS[state])} ${formatCount(states[state])}`] : [],
                  ),
                  ...(overdue > 0 ? [`■ ${text.periods.overdue(formatCount(overdue))}`] : []),
                ].join(' · ')}
              </span>
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
      <FormsLink period={{ id, own }}>{own ? text.periods.openForm : text.periods.openDesk}</FormsLink>
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

/** Link to the unit's own form, or to all forms. */
function FormsLink({ period: { id, own }, kind = 'quiet', children }: FormsLinkProps) {
  return own ? (
    <ButtonLink
      size="small"
      kind={kind}
      to="/evaluations/forms/$form"
      params={{ form: own.id }}
      search={({ lang }) => ({ lang })}
    >
      {children}
    </ButtonLink>
  ) : (
    <ButtonLink
      size="small"
      kind={kind}
      to="/evaluations/$period"
      params={{ period: id }}
      search={({ lang }) => ({ lang })}
    >
      {children}
    </ButtonLink>
  );
}
