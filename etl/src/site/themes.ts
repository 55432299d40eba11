import type { PublicRelease } from './published-bundles.ts';
import type { SiteTable } from './site-table.ts';
import type { SiteText } from './site-texts.ts';

/** The sections of a release, by the beginning of their tables' names. */
const THEMES = {
  funds: ['funds_by_'],
  progress: ['progress_by_', 'months'],
  people: ['people_by_'],
  quality: ['quality_by_'],
  supervision: ['supervision'],
  grades: ['grades'],
} as const satisfies Partial<Record<SiteText, readonly string[]>>;

export type Theme = keyof typeof THEMES;

/** The themes a release has tables of, each with them in the bundle's order. */
export function themesOf({ tables }: PublicRelease): Map<Theme, SiteTable[]> {
  const found = new Map<Theme, SiteTable[]>();
  for (const theme of Object.keys(THEMES) as Theme[]) {
    const own = [...tables.values()].filter(({ name }) => themeOf(name) === theme);
    if (own.length > 0) found.set(theme, own);
  }
  return found;
}

/** The section a table belongs to; undefined for the headline. */
export const themeOf = (table: string): Theme | undefined =>
  (Object.keys(THEMES) as Theme[]).find((theme) => THEMES[theme].some((start) => table.startsWith(start)));

/** 按资金来源 of 资金使用：按资金来源, By source of Use of funds by source: the part of a table's title after its section. */
export const shortTitle = (title: string): string => {
  const [, after] = / (by .+)$/.exec(title) ?? [];
  return after ? after.replace(/^b/, 'B') : (title.split('：').at(-1) ?? title);
};
