import { periodName, type ScoreLate } from '@skill-ledger/contracts';
import { useQuery } from '@tanstack/react-query';
import { useSession } from '../../access/session.tsx';
import type { ScoreAddress } from '../../api/scores.ts';
import { useLanguage } from '../../i18n/language.ts';
import { useNames } from '../../programme/programme.tsx';
import { Answer } from '../../ui/answer.tsx';
import { ButtonLink } from '../../ui/button.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { formatCount, formatDay } from '../../ui/format.ts';
import { Section } from '../../ui/section.tsx';
import { lateQuery } from './api.ts';
import { useResultsTexts } from './results-texts.ts';
import { useTexts } from './texts.ts';

type LateUnit = ScoreLate['units'][number];

/** Late units with their overdue items. */
export function Late({ address }: { address: ScoreAddress }) {
  const texts = useTexts();
  const text = useResultsTexts();
  const names = useNames();
  const { may } = useSession();
  const answer = useQuery(lateQuery(address));
  const known = answer.data?.units;
  return (
    <Section
      id="late"
      label={text.lateLabel}
      title={known ? text.lateTitle(known.length) : text.lateLabel}
      note={text.lateNote}
    >
      <Answer query={answer} height={160}>
        {({ units }) =>
          units.length > 0 && (
            <DataTable
              tall
              caption={text.lateLabel}
              rows={units}
              rowKey={({ unit }) => unit}
              columns={[
                {
                  key: 'unit',
                  header: texts.unit,
                  cell: ({ unit }: LateUnit) => (
                    <ButtonLink
                      kind="link"
                      to="/scores/units/$unit"
                      params={{ unit }}
                      search={({ lang, period }) => ({ lang, period })}
                    >
                      {names(unit)}
                    </ButtonLink>
                  ),
                },
                ...(may('findings.read')
                  ? [
                      {
                        key: 'overdue',
                        header: text.overdue,
                        cell: ({ overdue }: LateUnit) => (overdue === null ? '—' : formatCount(overdue)),
                      },
                    ]
                  : []),
                ...(may('tasks.read')
                  ? [
                      {
                        key: 'tasks',
                        header: text.lateTasks,
                        cell: ({ tasks }: LateUnit) => (tasks === null ? '—' : formatCount(tasks)),
                      },
                    ]
                  : []),
                ...(may('evaluations.read')
                  ? [
                      {
                        key: 'forms',
                        header: text.lateForms,
                        align: 'start' as const,
                        cell: ({ forms }: LateUnit) => <LateForms forms={forms ?? []} />,
                      },
                    ]
                  : []),
                {
                  key: 'missing',
                  header: text.missing,
                  align: 'start' as const,
                  cell: ({ missing }: LateUnit) =>
                    missing.map((kind) => texts.ledgers[kind]).join(texts.comma) || '—',
                },
              ]}
            />
          )
        }
      </Answer>
    </Section>
  );
}

/** Self-evaluations past their due date, with links. */
function LateForms({ forms }: { forms: NonNullable<LateUnit['forms']> }) {
  const text = useResultsTexts();
  const { language, say } = useLanguage();
  if (forms.length === 0) return '—';
  return forms.map(({ form, period, dueOn }) => (
    <ButtonLink
      key={form}
      kind="link"
      to="/evaluations/forms/$form"
      params={{ form }}
      search={({ lang }) => ({ lang })}
    >
      {text.lateForm(say(periodName(period)), formatDay(dueOn, language))}
    </ButtonLink>
  ));
}
