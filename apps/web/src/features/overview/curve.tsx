import type { MonthsAnswer, ProgressAnswer } from '@skill-ledger/contracts';
import type { UseQueryResult } from '@tanstack/react-query';
import { lazy, Suspense, useCallback } from 'react';
import { useLanguage } from '../../i18n/language.ts';
import { useProgramme } from '../../programme/programme.tsx';
import { Answer, Skeleton } from '../../ui/answer.tsx';
import { formatCount, formatMonth } from '../../ui/format.ts';
import { Section } from '../../ui/section.tsx';
import { curveOption } from './curve-option.ts';
import { wholeMonths } from './recent.ts';
import { CurveTable } from './tables.ts';
import { useTexts } from './texts.ts';
import { useIsTable, ViewSwitch } from './view.tsx';

const Chart = lazy(() => import('../../charts/chart.tsx').then(({ Chart: loaded }) => ({ default: loaded })));

const HEIGHT = 420;

interface CurveProps {
  months: UseQueryResult<MonthsAnswer>;
  progress: UseQueryResult<ProgressAnswer>;
}

/** 累计完成与计划: actual, plans, time line and forecast over the whole period. */
export function Curve({ months, progress }: CurveProps) {
  const text = useTexts();
  const isTable = useIsTable('curve');
  const title = useTitle(months.data, progress.data);
  return (
    <Section
      id="curve"
      label={text.curve.label}
      title={title}
      note={text.curve.note}
      actions={<ViewSwitch part="curve" />}
    >
      <Answer query={months} height={HEIGHT}>
        {(answer) =>
          isTable ? (
            <CurveTable answer={answer} />
          ) : (
            <CurveChart
              answer={answer}
              target={progress.data?.total.target ?? progress.data?.total.quota}
              title={title}
            />
          )
        }
      </Answer>
    </Section>
  );
}

/** Title from the figures: completed trainings, and their difference to the plans at the end of the last month. */
function useTitle(months: MonthsAnswer | undefined, progress: ProgressAnswer | undefined): string {
  const text = useTexts();
  const { language } = useLanguage();
  const completed = progress?.total.completed;
  if (!months || completed === undefined) return text.curve.label;
  const closed = wholeMonths(months.months, months.asOf).findLast(({ planGap }) => planGap !== null);
  const difference = closed?.planGap ?? null;
  if (!closed || difference === null) return text.curve.title(formatCount(completed));
  const month = formatMonth(closed.month, language);
  return (
    text.curve.title(formatCount(completed)) +
    text.curve.againstPlan(month, difference, formatCount(Math.abs(difference)))
  );
}

interface CurveChartProps {
  answer: MonthsAnswer;
  target: number | undefined;
  title: string;
}

function CurveChart({ answer, target, title }: CurveChartProps) {
  const text = useTexts();
  const { language } = useLanguage();
  const { baselineYears } = useProgramme();
  const option = useCallback(
    (palette: Parameters<typeof curveOption>[0]['palette'], width: number) =>
      curveOption({ answer, target, baselineYears, palette, width, text, language }),
    [answer, target, baselineYears, text, language],
  );
  return (
    <Suspense fallback={<Skeleton height={HEIGHT} />}>
      <Chart option={option} height={HEIGHT} description={title} />
    </Suspense>
  );
}
