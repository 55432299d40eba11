import type { Palette } from './palette.ts';

interface FrameInput {
  palette: Palette;
  /** Pixels right of the plot, for labels at the ends of lines. */
  right: number;
  /** HTML about the point with this index; empty for none. */
  tooltip: (index: number) => string;
}

/** What every chart has around its lines: font, room for labels, and the box with values under the pointer. */
export const chartFrame = ({ palette, right, tooltip }: FrameInput) => ({
  animation: false,
  textStyle: { fontFamily: getComputedStyle(document.body).fontFamily },
  grid: { left: 4, right, top: 28, bottom: 4, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
  tooltip: {
    trigger: 'axis',
    confine: true,
    transitionDuration: 0,
    backgroundColor: palette.paper,
    borderColor: palette.control,
    borderRadius: 4,
    textStyle: { color: palette.ink, fontSize: 12 },
    axisPointer: { lineStyle: { color: palette.control, type: 'solid' } },
    formatter: (points: { dataIndex: number }[]) => tooltip(points[0]?.dataIndex ?? 0),
  },
});

/** An axis of periods without ticks. @param label how periods are named */
export const periodAxis = (palette: Palette, data: string[], label: object) => ({
  type: 'category',
  data,
  axisLine: { lineStyle: { color: palette.control } },
  axisTick: { show: false },
  axisLabel: { color: palette['ink-2'], ...label },
});

/** An axis of values from zero with a rule at each step. */
export const valueAxis = (palette: Palette, max: number, interval: number, label: object = {}) => ({
  type: 'value',
  min: 0,
  max,
  interval,
  axisLabel: { color: palette['ink-3'], ...label },
  splitLine: { lineStyle: { color: palette.rule } },
});
