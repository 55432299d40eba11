import { html, type Markup } from './html.ts';

interface Bar {
  label: string;
  value: number;
  /** The value as it is read. */
  text: string;
}

const WIDTH = 720;
const LABEL = 190;
const VALUE = 130;
const LINE = 26;

/** Horizontal bars, drawn when the page is built: they need no script. Text repeats what they show. */
export function barChart(id: string, title: string, description: string, bars: Bar[]): Markup {
  const most = Math.max(...bars.map(({ value }) => value), 0);
  const room = WIDTH - LABEL - VALUE;
  const length = (value: number): string => (most > 0 ? (Math.max(value, 0) / most) * room : 0).toFixed(1);
  const lines = bars.map(
    (
      { label, value, text },
      at,
    ) => html`<text x="${LABEL - 8}" y="${at * LINE + 18}" class="label">${label.slice(0, 12)}</text
><rect x="${LABEL}" y="${at * LINE + 5}" width="${length(value)}" height="${LINE - 10}"><title>${label} ${text}</title></rect
><text x="${(LABEL + 6 + Number(length(value))).toFixed(1)}" y="${at * LINE + 18}">${text}</text>`,
  );
  return html`<svg role="img" aria-labelledby="${id}-title ${id}-text" viewBox="0 0 ${WIDTH} ${bars.length * LINE + 4}" class="bars"
><title id="${id}-title">${title}</title><desc id="${id}-text">${description}</desc>${lines}</svg>`;
}
