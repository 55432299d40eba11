/** One bar of a chart. */
export interface Bar {
  label: string;
  value: number;
  /** Displayed value. */
  text: string;
  /** Position of a mark on the bar's line, on the same scale. */
  mark?: number;
}

const WIDTH = 880;
const NARROWEST_LABEL = 150;
const VALUE = 150;
const LINE = 30;
const FONT = 'Noto Sans SC';

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** Horizontal bars in one hue with their values, as SVG; a black stroke marks the reference value of a bar. */
export function barsSvg(bars: Bar[]): { svg: string; width: number; height: number } {
  const label = Math.max(NARROWEST_LABEL, ...bars.map((bar) => widthOf(bar.label) + 20));
  const most = Math.max(...bars.flatMap(({ value, mark }) => [value, mark ?? 0]), 0);
  const room = WIDTH - label - VALUE;
  const length = (value: number): number => (most > 0 ? (Math.max(value, 0) / most) * room : 0);
  const height = bars.length * LINE + 6;
  const lines = bars.map(({ label: name, value, text, mark }, at) => {
    const middle = at * LINE + 22;
    const end = label + length(value);
    const stroke = mark === undefined ? null : (label + length(mark)).toFixed(1);
    const words = Math.max(end, mark === undefined ? 0 : label + length(mark)) + 8;
    return [
      `<text x="${label - 10}" y="${middle}" text-anchor="end">${escaped(name)}</text>`,
      `<rect x="${label}" y="${at * LINE + 7}" width="${length(value).toFixed(1)}" height="${LINE - 12}" fill="#2f6fb5"/>`,
      stroke === null
        ? ''
        : `<line x1="${stroke}" x2="${stroke}" y1="${at * LINE + 3}" y2="${at * LINE + LINE - 1}" stroke="#111111" stroke-width="2"/>`,
      `<text x="${words.toFixed(1)}" y="${middle}">${escaped(text)}</text>`,
    ].join('');
  });
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" font-family="${FONT}" font-size="18" fill="#111111"><line x1="${label}" x2="${label}" y1="2" y2="${height - 2}" stroke="#5b6672"/>${lines.join('')}</svg>`;
  return { svg, width: WIDTH, height };
}

/** Chinese characters are as wide as they are high, others half as wide or a little more. */
const widthOf = (text: string): number =>
  [...text].reduce((sum, character) => sum + (character > '\u2e7f' ? 18 : 10), 0);
