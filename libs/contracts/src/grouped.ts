import { z } from 'zod';
import { DIMENSION_IDS } from './dimensions.ts';
import { FigureValues } from './figures.ts';
import { Basis, Row } from './progress.ts';
import { FigureQuery, idList } from './query.ts';
import { Bilingual } from './text.ts';

const Dimension = z.enum(DIMENSION_IDS);

/**
 * Any figures (all by default) grouped by any dimensions: `by=town,mode&figures=completed,passRate`, and the filters
 * of every address.
 */
export const GroupedQuery = FigureQuery.extend({
  by: idList(Dimension).pipe(z.array(Dimension).max(4)).default([]),
  figures: idList(FigureValues.keyof()).default(FigureValues.keyof().options),
});
export type GroupedQuery = z.infer<typeof GroupedQuery>;

export const GroupedAnswer = Basis.extend({
  by: z.array(z.object({ id: Dimension, label: Bilingual })),
  /**
   * In the order of the dimensions' values. By one dimension with a fixed list every value has a row; otherwise groups
   * without a ledger row are left out. A figure includes those it is computed from.
   */
  rows: z.array(z.object({ key: z.partialRecord(Dimension, z.string()), figures: Row })),
}).meta({ id: 'GroupedAnswer' });
export type GroupedAnswer = z.infer<typeof GroupedAnswer>;
