import type { EChartsCoreOption } from 'echarts/core';
import { useEffect, useRef } from 'react';
import { isPrinting, useThemeName } from '../ui/theme.ts';
import { init } from './echarts.ts';
import { type Palette, readPalette } from './palette.ts';

interface ChartProps {
  option: (palette: Palette, width: number) => EChartsCoreOption;
  height: number;
  description: string;
}

/** A chart that follows its container's width and the theme. Its table has the values for assistive technology. */
export function Chart({ option, height, description }: ChartProps) {
  const element = useRef<HTMLDivElement>(null);
  const theme = useThemeName();
  // The palette is read again when the theme changes.
  useEffect(() => {
    if (!element.current) return;
    const target = element.current;
    const chart = init(target, undefined, { renderer: 'svg' });
    const draw = () => {
      chart.resize();
      chart.setOption(option(readPalette(), target.clientWidth), { notMerge: true });
    };
    // The observer fires at once, which draws the chart; printing does not wait for it.
    if (isPrinting()) draw();
    const observer = new ResizeObserver(draw);
    observer.observe(target);
    return () => {
      observer.disconnect();
      chart.dispose();
    };
  }, [option, theme]);
  return <div ref={element} style={{ height }} role="img" aria-label={description} />;
}
