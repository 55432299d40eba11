import { Bilingual } from '@skill-ledger/contracts';
import { z } from 'zod';

/** The part of a scheme that can be edited on the page; the rest of its file is unchanged. */
const Draft = z.looseObject({
  id: z.string(),
  indicators: z.array(
    z.looseObject({ id: z.string(), name: Bilingual, weight: z.string(), target: z.string() }),
  ),
  caps: z.array(
    z.looseObject({
      id: z.string(),
      active: z.boolean(),
      from: z.string(),
      below: z.string(),
      atMost: z.string(),
    }),
  ),
});
export type Draft = z.infer<typeof Draft>;

/** Undefined if the text is not a scheme: the server reports its faults. */
export function readDraft(text: string): Draft | undefined {
  try {
    return Draft.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

export const writeDraft = (draft: Draft): string => JSON.stringify(draft, null, 2);

/** The draft with one field of an indicator changed. */
export const withIndicator = (
  draft: Draft,
  id: string,
  change: { weight?: string; target?: string },
): Draft => ({
  ...draft,
  indicators: draft.indicators.map((one) => (one.id === id ? { ...one, ...change } : one)),
});

export const withCap = (draft: Draft, id: string, active: boolean): Draft => ({
  ...draft,
  caps: draft.caps.map((one) => (one.id === id ? { ...one, active } : one)),
});

/** Sum of the weights, without floating-point noise. */
export const weightsOf = ({ indicators }: Draft): string =>
  String(Math.round(indicators.reduce((sum, { weight }) => sum + Number(weight), 0) * 100) / 100);
