import type { Language, MonthRow, MonthsAnswer } from '@skill-ledger/contracts';
import type { EChartsCoreOption } from 'echarts/core';
import { chartFrame, periodAxis, valueAxis } from '../../charts/frame.ts';
import type { Palette } from '../../charts/palette.ts';
import { formatCount, formatMonth } from '../../ui/format.ts';
import { curveEnd } from './axis.ts';
import type { OverviewTexts } from './texts.ts';

interface CurveInput {
  answer: MonthsAnswer;
  /** Target in person-times; none with filters that have no target. */
  target: number | undefined;
  baselineYears: number[];
  palette: Palette;
  /** Available width in pixels. */
  width: number;
  text: OverviewTexts;
  language: Language;
}

const NARROW = 560;

interface Point {
  value: number;
  low: number;
  high: number;
}

/** The input with what several series need of it. */
interface Drawn extends CurveInput {
  /** The newest month with a value. */
  last: MonthRow | undefined;
  /** The forecast by month, which starts at the last known point. */
  ahead: (Point | null)[];
  end: { max: number; step: number };
}

/** The cumulative curve for ECharts: lines are labelled directly, without a legend. */
export function curveOption(input: CurveInput): EChartsCoreOption {
  const { answer, target, palette, width, text, language } = input;
  const { months } = answer;
  const last = months.findLast(({ cumulative }) => cumulative !== null);
  const drawn = { ...input, last, ahead: aheadOf(months, last), end: curveEnd(months, target) };
  return {
    ...chartFrame({
      palette,
      right: language === 'zh' ? (width < NARROW ? 84 : 96) : 116,
      tooltip: (index) => (months[index] ? tooltip(months[index], text, language) : ''),
    }),
    ...axes(drawn),
    // The forecast is drawn below the lines of actual values.
    series: [...bandSeries(drawn), ...planSeries(drawn), forecastSeries(drawn), actualSeries(drawn)],
  };
}

function axes({ answer, palette, width, language, end }: Drawn) {
  const months = answer.months.map(({ month }) => month);
  const label = {
    align: 'left',
    interval: (index: number, month: string) =>
      month.endsWith('-01') || (width >= NARROW && month.endsWith('-07') && index > 0),
    formatter: (month: string) => (month.endsWith('-01') ? month.slice(0, 4) : monthName(month, language)),
  };
  return {
    xAxis: { ...periodAxis(palette, months, label), boundaryGap: false },
    yAxis: valueAxis(palette, end.max, end.step, { formatter: formatCount }),
  };
}

const line = (name: string, data: unknown[], color: string, thickness: number, type = 'solid') => ({
  name,
  type: 'line',
  data,
  showSymbol: false,
  symbol: 'circle',
  symbolSize: 8,
  silent: true,
  connectNulls: false,
  itemStyle: { color },
  lineStyle: { color, width: thickness, type },
  labelLayout: { moveOverlap: 'shiftY' },
});

const endLabel = (label: string, color: string, weight = 400) => ({
  endLabel: {
    show: true,
    formatter: label,
    color,
    fontSize: 12,
    lineHeight: 18,
    fontWeight: weight,
    distance: 6,
  },
});

function aheadOf(months: MonthRow[], last: MonthRow | undefined): (Point | null)[] {
  return months.map((row) => {
    if (row === last && row.cumulative !== null)
      return { value: row.cumulative, low: row.cumulative, high: row.cumulative };
    return row.month > (last?.month ?? '') ? (row.forecast ?? null) : null;
  });
}

/** The interval of the forecast: an invisible line, and the band stacked on it. */
function bandSeries({ palette: { band }, ahead }: Drawn) {
  const invisible = { lineStyle: { opacity: 0 }, stack: 'band', stackStrategy: 'all' };
  const low = ahead.map((point) => point?.low ?? null);
  const span = ahead.map((point) => (point ? point.high - point.low : null));
  return [
    { ...line('low', low, band, 0), ...invisible },
    { ...line('band', span, band, 0), ...invisible, areaStyle: { color: band, opacity: 0.8 } },
  ];
}

function planSeries({ answer: { months }, palette, text: { curve } }: CurveInput) {
  const time = months.map(({ timeLine }) => timeLine);
  const plans = months.map(({ plan }) => plan);
  return [
    {
      ...line(curve.timeLine, time, palette.plan, 1, 'dashed'),
      ...endLabel(curve.timeLine, palette['ink-3']),
    },
    { ...line(curve.plan, plans, palette.plan, 1.5), ...endLabel(curve.plan, palette['ink-2']) },
  ];
}

function forecastSeries({ answer, palette, text, ahead, last }: Drawn) {
  const { forecast } = text.curve;
  const isKnown = answer.months.some((row, index) => row !== last && ahead[index]);
  const data = isKnown ? ahead.map((point) => point?.value ?? null) : [];
  return {
    ...line(forecast, data, palette.ours, 2, 'dotted'),
    ...endLabel(`${forecast} ${formatCount(ahead.at(-1)?.value ?? 0)}`, palette.ours, 600),
  };
}

/** Completed trainings, with the newest value as a labelled point, the baseline years and the target. */
function actualSeries(drawn: Drawn) {
  const { palette, text, last, end } = drawn;
  const { months } = drawn.answer;
  const label = {
    show: true,
    // Below the curve, which rises to the point; close to the axis there is no room for it.
    position: (last?.cumulative ?? 0) < end.max * 0.1 ? 'top' : 'bottom',
    align: 'left',
    distance: 10,
    formatter: formatCount(last?.cumulative ?? 0),
    color: palette.ours,
    fontSize: 14,
    fontWeight: 600,
  };
  const data = months.map((row) =>
    row === last ? { value: row.cumulative, symbol: 'circle', label } : row.cumulative,
  );
  return {
    ...line(text.curve.cumulative, data, palette.ours, 3),
    ...baselineArea(drawn),
    ...targetLine(drawn),
    showSymbol: true,
    showAllSymbol: true,
    symbol: (_: unknown, { dataIndex }: { dataIndex: number }) =>
      months[dataIndex] === last ? 'circle' : 'none',
  };
}

/** Years of which only the total is known, shaded. */
function baselineArea({ answer, baselineYears, palette, text, width }: CurveInput) {
  // The shade of a year is narrower than a line of text on a phone.
  const gap = width < NARROW ? '\n' : undefined;
  const ofYear = (year: number) => answer.months.filter(({ month }) => month.startsWith(`${year}-`));
  const first = ofYear(Math.min(...baselineYears))[0]?.month;
  const last = ofYear(Math.max(...baselineYears)).at(-1)?.month;
  if (first === undefined || last === undefined) return {};
  return {
    markArea: {
      silent: true,
      itemStyle: { color: palette.ground },
      label: {
        position: 'insideBottomLeft',
        color: palette['ink-3'],
        fontSize: 12,
        lineHeight: 16,
        distance: 8,
      },
      data: [
        [{ name: text.curve.baseline(baselineYears.join(text.comma), gap), xAxis: first }, { xAxis: last }],
      ],
    },
  };
}

function targetLine({ target, palette, text }: CurveInput) {
  if (target === undefined) return {};
  return {
    markLine: {
      silent: true,
      symbol: 'none',
      lineStyle: { color: palette.ink, width: 1, type: 'solid' },
      label: {
        position: 'insideStartTop',
        formatter: `${text.curve.target} ${formatCount(target)}`,
        color: palette.ink,
        fontSize: 12,
        fontWeight: 600,
      },
      data: [{ yAxis: target }],
    },
  };
}

/** "7月" / "Jul". */
const monthName = (month: string, language: Language): string =>
  language === 'zh' ? `${Number(month.slice(5))}月` : formatMonth(month, language).slice(0, 3);

function tooltip(
  { month, completed, cumulative, plan, timeLine, forecast }: MonthRow,
  text: OverviewTexts,
  language: Language,
): string {
  const { curve } = text;
  const lines: [string, number | null | undefined][] = [
    [curve.cumulative, cumulative],
    [curve.completed, completed],
    [curve.forecast, cumulative === null ? forecast?.value : null],
    [curve.plan, plan],
    [curve.timeLine, timeLine],
  ];
  const known = lines.filter((line): line is [string, number] => typeof line[1] === 'number');
  const rows = known
    .map(([label, value]) => `<tr><td>${label}</td><td>${formatCount(value)}</td></tr>`)
    .join('');
  const interval =
    cumulative === null && forecast
      ? `<tr><td>${curve.interval}</td><td>${formatCount(forecast.low)} – ${formatCount(forecast.high)}</td></tr>`
      : '';
  return `<b>${formatMonth(month, language)}</b><table class="chart-tooltip">${rows}${interval}</table>`;
}
