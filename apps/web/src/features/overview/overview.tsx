import type { ProgressAnswer } from '@skill-ledger/contracts';
import { useQuery } from '@tanstack/react-query';
import { useChangeAddress, useFigureAddress } from '../../address/use-address.ts';
import {
  domainsQuery,
  fundsQuery,
  monthsQuery,
  progressQuery,
  ratiosQuery,
  unitsQuery,
} from '../../api/queries.ts';
import { useLanguage } from '../../i18n/language.ts';
import { ErrorNote } from '../../ui/answer.tsx';
import { Button } from '../../ui/button.tsx';
import { formatCount, formatDay, formatDistance, formatPercent } from '../../ui/format.ts';
import { formatYuan } from '../../ui/money.ts';
import { Curve } from './curve.tsx';
import { Domains } from './domains.tsx';
import { FilterBar } from './filter-bar.tsx';
import { useClearFilters } from './filters.ts';
import { Funds } from './funds.tsx';
import { Headlines } from './headlines.tsx';
import styles from './overview.module.css';
import { useTexts } from './texts.ts';
import { Units } from './units.tsx';

/** 总览: the targets, the curve, domains, units and funds for the as-of date and filters of the address. */
export function Overview() {
  const text = useTexts();
  const address = useFigureAddress();
  const clearFilters = useClearFilters();
  const change = useChangeAddress();
  const progress = useQuery(progressQuery(address));
  const months = useQuery(monthsQuery(address));
  const ratios = useQuery(ratiosQuery(address));
  const domains = useQuery(domainsQuery(address));
  const units = useQuery(unitsQuery(address));
  const funds = useQuery(fundsQuery(address));
  const all = [progress, months, ratios, domains, units, funds];
  return (
    <div className={styles.overview}>
      <Finding progress={progress.data} />
      <LaterPayouts progress={progress.data} />
      <FilterBar />
      {progress.isError && progress.data === undefined ? (
        // Show the error once: the other parts use the same date and filters.
        <ErrorNote
          error={progress.error}
          onRetry={() => {
            for (const query of all) if (query.isError) void query.refetch();
          }}
        >
          {Object.keys(address).length > 0 && (
            <Button
              onClick={() => {
                clearFilters();
                change({ asOf: undefined });
              }}
            >
              {text.resetAddress}
            </Button>
          )}
        </ErrorNote>
      ) : (
        <>
          <Headlines progress={progress} ratios={ratios} />
          <div className={styles.parts}>
            <Curve months={months} progress={progress} />
            <Funds funds={funds} />
            <Domains domains={domains} />
            <Units units={units} />
          </div>
        </>
      )}
    </div>
  );
}

/** The page's title: the overall state in one sentence. */
function Finding({ progress }: { progress: ProgressAnswer | undefined }) {
  const text = useTexts();
  const { language } = useLanguage();
  if (!progress) return <h1 className={styles.finding}>{text.title}</h1>;
  const { completed, progress: share, paceGap } = progress.total;
  const day = formatDay(progress.asOf, language);
  if (completed === undefined) return <h1 className={styles.finding}>{`${text.asOf} ${day}`}</h1>;
  return (
    <h1 className={styles.finding}>
      {text.headline.sentence(day, formatCount(completed))}
      {share !== undefined && text.headline.shareSentence(formatPercent(share))}
      {paceGap !== undefined && text.headline.gapSentence(paceGap < 0, formatDistance(paceGap))}
    </h1>
  );
}

/** Payouts after the as-of date are not part of the figures above: show them separately. */
function LaterPayouts({ progress }: { progress: ProgressAnswer | undefined }) {
  const text = useTexts();
  const { language } = useLanguage();
  if (!progress?.laterPayouts) return null;
  const { rows, amount, newest } = progress.laterPayouts;
  return (
    <p className={styles.later} data-testid="later-payouts">
      {text.headline.laterPayouts(formatCount(rows), formatYuan(amount), formatDay(newest, language))}
    </p>
  );
}
