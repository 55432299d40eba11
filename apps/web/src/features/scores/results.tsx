import { periodName, type ScoreFrame, type ScoreResults } from '@skill-ledger/contracts';
import { useQuery } from '@tanstack/react-query';
import { useLanguage } from '../../i18n/language.ts';
import { Answer } from '../../ui/answer.tsx';
import { ButtonAnchor } from '../../ui/button.tsx';
import { formatDay } from '../../ui/format.ts';
import { Filters, PageHead } from '../../ui/page.tsx';
import { frameQuery, rankingHref, resultsQuery } from './api.ts';
import { Aspects } from './aspects.tsx';
import { Late } from './late.tsx';
import { Losses } from './losses.tsx';
import { PeriodChoice } from './period-choice.tsx';
import { Ranking } from './ranking.tsx';
import { useResultsTexts } from './results-texts.ts';
import { useTexts } from './texts.ts';
import { useScope } from './use-scope.ts';

/** Results of all units in a period: grades, ranking, and where points are lost. */
export function Results() {
  const frame = useQuery(frameQuery);
  return (
    <Answer query={frame} height={720}>
      {(known) => <OfPeriod frame={known} />}
    </Answer>
  );
}

function OfPeriod({ frame }: { frame: ScoreFrame }) {
  const { address } = useScope(frame);
  const answer = useQuery(resultsQuery(address));
  return (
    <Answer query={answer} height={720}>
      {(results) => <Page frame={frame} results={results} />}
    </Answer>
  );
}

function Page({ frame, results }: { frame: ScoreFrame; results: ScoreResults }) {
  const texts = useTexts();
  const text = useResultsTexts();
  const { language, say } = useLanguage();
  const { period, address } = useScope(frame);
  const [until = results.to] = [results.asOf, results.to].sort();
  const counts = [
    ...results.grades.map(({ name, units }) => text.gradeCount(texts.grades[name] ?? name, units)),
    ...(results.notEvaluated > 0 ? [text.notEvaluated(results.notEvaluated)] : []),
  ];
  return (
    <>
      <PageHead
        title={text.title(say(periodName(period.id)), counts.join(texts.comma))}
        lead={text.lead(formatDay(until, language), results.scheme)}
        actions={
          <>
            <ButtonAnchor href={rankingHref('xlsx', address)} download>
              {text.excel}
            </ButtonAnchor>
            <ButtonAnchor href={rankingHref('zip', address)} download>
              {text.csv}
            </ButtonAnchor>
          </>
        }
      />
      <Filters label={texts.filters}>
        <PeriodChoice frame={frame} value={period.id} />
      </Filters>
      <Aspects results={results} address={address} />
      <Losses results={results} address={address} />
      <Late address={address} />
      <Ranking results={results} kind="department" address={address} />
      <Ranking results={results} kind="town" address={address} />
    </>
  );
}
