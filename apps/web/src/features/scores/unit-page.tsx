import { periodName, type ScoreFrame, type ScoreTrace, type UnitTrace } from '@skill-ledger/contracts';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useSession } from '../../access/session.tsx';
import { traceQuery } from '../../api/scores.ts';
import { useLanguage } from '../../i18n/language.ts';
import { useNames } from '../../programme/programme.tsx';
import { Answer } from '../../ui/answer.tsx';
import { ButtonLink } from '../../ui/button.tsx';
import { formatDay } from '../../ui/format.ts';
import { Filters, PageHead } from '../../ui/page.tsx';
import { frameQuery } from './api.ts';
import { Duties } from './duties.tsx';
import { IndicatorTable } from './indicator-table.tsx';
import { Moves } from './moves.tsx';
import { PeriodChoice } from './period-choice.tsx';
import { useTexts } from './texts.ts';
import { Trend } from './trend.tsx';
import { UnitHeadline } from './unit-headline.tsx';
import styles from './unit-page.module.css';
import { useScope } from './use-scope.ts';

/** The page of the unit that the address names. */
export function AnyUnitPage() {
  const { unit = '' } = useParams({ strict: false });
  return <UnitScorePage unit={unit} />;
}

/** A unit's score: place, most effective changes, open items, and the calculation of every point. */
export function UnitScorePage({ unit }: { unit: string }) {
  const frame = useQuery(frameQuery);
  return (
    <Answer query={frame} height={720}>
      {(known) => <Scored frame={known} unit={unit} />}
    </Answer>
  );
}

function Scored({ frame, unit }: { frame: ScoreFrame; unit: string }) {
  const scope = useScope(frame);
  const answer = useQuery(traceQuery(scope.address, unit));
  return (
    <Answer query={answer} height={720}>
      {(trace) => {
        const [own] = trace.units;
        return own && <Page frame={frame} trace={trace} own={own} />;
      }}
    </Answer>
  );
}

function Page({ frame, trace, own }: { frame: ScoreFrame; trace: ScoreTrace; own: UnitTrace }) {
  const text = useTexts();
  const names = useNames();
  const { language, say } = useLanguage();
  const { may } = useSession();
  const { period, address } = useScope(frame);
  const [name, when] = [names(own.unit), say(periodName(period.id))];
  const title =
    own.total === null || own.grade === null
      ? text.unitTitleNone(name, when)
      : text.unitTitle(name, when, own.total, text.grades[own.grade] ?? own.grade);
  return (
    <>
      <PageHead
        title={title}
        lead={text.unitLead(formatDay(trace.until, language))}
        actions={
          may('scores.compare') && (
            <ButtonLink to="/scores" search={({ lang, period: shown }) => ({ lang, period: shown })}>
              {text.back}
            </ButtonLink>
          )
        }
      />
      <Filters label={text.filters}>
        <PeriodChoice frame={frame} value={period.id} />
      </Filters>
      <UnitHeadline own={own} address={address} />
      <div className={styles.halves}>
        <Moves own={own} address={address} />
        <Duties unit={own.unit} address={address} />
      </div>
      <IndicatorTable own={own} address={address} />
      <Trend unit={own.unit} address={address} />
    </>
  );
}
