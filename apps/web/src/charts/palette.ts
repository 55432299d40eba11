const TOKENS = [
  'paper',
  'ink',
  'ink-2',
  'ink-3',
  'rule',
  'ours',
  'band',
  'plan',
  'ground',
  'control',
] as const;

/** The theme's colours as the chart library needs them: values, not custom properties. */
export type Palette = Record<(typeof TOKENS)[number], string>;

export function readPalette(): Palette {
  const style = getComputedStyle(document.documentElement);
  return Object.fromEntries(TOKENS.map((token) => [token, style.getPropertyValue(`--${token}`)])) as Palette;
}
