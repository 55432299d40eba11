import type { ScoreTrend } from '@skill-ledger/contracts';
import type { EChartsCoreOption } from 'echarts/core';
import { chartFrame, periodAxis, valueAxis } from '../../charts/frame.ts';
import type { Palette } from '../../charts/palette.ts';

interface TrendInput {
  trend: ScoreTrend;
  palette: Palette;
  /** Available width in pixels. */
  width: number;
  /** Name of a period below the axis, and in the tooltip. */
  axisName: (period: string) => string;
  fullName: (period: string) => string;
  gradeName: (grade: string) => string;
}

/** Width in pixels of a label of a value or a period. */
const LABEL = 72;

/** Totals of one unit over the periods, from 0 to 100; values stand at the points, grades at their lines. */
export function trendOption({
  trend,
  palette,
  width,
  axisName,
  fullName,
  gradeName,
}: TrendInput): EChartsCoreOption {
  // Periods before the first score are only in the table.
  const first = trend.periods.findIndex(({ units: [own] }) => own?.total != null);
  const periods = trend.periods.slice(Math.max(0, first));
  const totals = periods.map(({ units: [own] }) => (own?.total == null ? null : Number(own.total)));
  const grades = trend.grades
    .filter(({ from }) => Number(from) > 0)
    .map(({ name, from }) => ({ from: Number(from), label: `${gradeName(name)} ${from}` }));
  const isTight = width < periods.length * LABEL;
  const last = totals.findLastIndex((total) => total !== null);
  // If there is no room for all labels, whole years and the newest period have one.
  const isNamed = (index: number): boolean =>
    !isTight || index === last || periods[index]?.period.length === 4;
  const names = periods.map(({ period }) => period);
  return {
    ...chartFrame({
      palette,
      right: 16 + Math.max(0, ...grades.map(({ label }) => label.length)) * 8,
      tooltip: (index) => {
        const row = periods[index];
        return row ? `<b>${fullName(row.period)}</b> ${row.units[0]?.total ?? '—'}` : '';
      },
    }),
    xAxis: periodAxis(palette, names, { interval: isNamed, formatter: axisName }),
    yAxis: valueAxis(palette, 100, 50),
    series: [
      {
        type: 'line',
        data: totals.map((value, index) => ({
          value,
          label: {
            show: value !== null && isNamed(index),
            position: 'bottom',
            distance: 8,
            formatter: value?.toFixed(1) ?? '',
            color: index === last ? palette.ours : palette['ink-2'],
            fontSize: index === last ? 14 : 12,
            fontWeight: index === last ? 600 : 400,
            backgroundColor: palette.paper,
            padding: [0, 3],
          },
        })),
        symbol: 'circle',
        symbolSize: 7,
        silent: true,
        connectNulls: false,
        itemStyle: { color: palette.ours },
        lineStyle: { color: palette.ours, width: 2 },
        markLine: {
          silent: true,
          // Below the values, so that no line runs through one.
          z: 1,
          symbol: 'none',
          lineStyle: { color: palette.plan, width: 1, type: 'dashed' },
          data: grades.map(({ from, label }) => ({
            yAxis: from,
            label: { position: 'end', formatter: label, color: palette['ink-3'], fontSize: 12 },
          })),
        },
      },
    ],
  };
}
