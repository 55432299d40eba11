import { periodName, type ScoreTrend } from '@skill-ledger/contracts';
import { lazy, Suspense, useCallback } from 'react';
import type { Palette } from '../../charts/palette.ts';
import { useLanguage } from '../../i18n/language.ts';
import { Skeleton } from '../../ui/answer.tsx';
import { useTexts } from './texts.ts';
import { trendOption } from './trend-option.ts';

const Chart = lazy(() => import('../../charts/chart.tsx').then(({ Chart: loaded }) => ({ default: loaded })));

const HEIGHT = 280;

/** The part of the year, with the year below where it begins; a whole year by itself. */
function axisName(id: string, { axisParts, year }: ReturnType<typeof useTexts>): string {
  const [name, part] = [year(id.slice(0, 4)), id.slice(4)];
  const short = axisParts[part];
  if (short === undefined) return name;
  return part === 'Q1' ? `${short}\n${name}` : short;
}

/** Totals of one unit over the periods as a line. */
export function TrendChart({ trend, description }: { trend: ScoreTrend; description: string }) {
  const text = useTexts();
  const { language } = useLanguage();
  const option = useCallback(
    (palette: Palette, width: number) =>
      trendOption({
        trend,
        palette,
        width,
        axisName: (id) => axisName(id, text),
        fullName: (id) => periodName(id)[language],
        gradeName: (name) => text.grades[name] ?? name,
      }),
    [trend, text, language],
  );
  return (
    <Suspense fallback={<Skeleton height={HEIGHT} />}>
      <Chart option={option} height={HEIGHT} description={description} />
    </Suspense>
  );
}
