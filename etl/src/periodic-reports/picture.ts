import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fontFolder } from '../reports/typst.ts';
import { type Bar, barsSvg } from './chart.ts';

/** Pixels for each unit of the drawing: sharp on paper. */
const ZOOM = 2;

/** A chart as PNG with the fonts of the program only: the same bars are the same bytes on every machine. */
export async function drawBars(bars: Bar[]): Promise<{ png: Uint8Array; width: number; height: number }> {
  const folder = fontFolder();
  const { Resvg } = await import('@resvg/resvg-js');
  const fontFiles = (await readdir(folder)).filter((name) => /sans.*regular/i.test(name));
  const { svg, width, height } = barsSvg(bars);
  const picture = new Resvg(svg, {
    background: '#ffffff',
    fitTo: { mode: 'zoom', value: ZOOM },
    font: { loadSystemFonts: false, fontFiles: fontFiles.map((name) => join(folder, name)) },
  });
  return { png: new Uint8Array(picture.render().asPng()), width, height };
}
