import type { BesideText } from '../formats/index.ts';
import { remarkedBy, unitsAlone } from './units.ts';

/** Units that are named outside the cells of a sheet. */
export interface Outside {
  /** On the page itself, by texts that say nothing else: 单位：万元. */
  shown: string[];
  /** In any other text, which may speak of other numbers, or of what need not be done. */
  mentioned: string[];
}

/** The units of large amounts that texts mention, each once. */
export function unitsMentioned(texts: string[]): string[] {
  const { clear, open } = remarkedBy(texts);
  return [...new Set([...clear, ...open])];
}

/** @param notes units that the workbook's sheets of notes mention */
export function unitsOutside(beside: BesideText[], notes: string[]): Outside {
  const shown = beside.flatMap(({ text, isShown }) => (isShown ? unitsAlone(text) : []));
  return { shown, mentioned: [...unitsMentioned(beside.map(({ text }) => text)), ...notes] };
}
