import { Bilingual } from '@skill-ledger/contracts';
import { z } from 'zod';

/** What of a scheme can be changed on the page; the rest of its file stays as it is. */
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

/** Undefined where the text is no scheme: the server says what is wrong with it. */
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

/** What the weights add up to, without the float's tail. */
export const weightsOf = ({ indicators }: Draft): string =>
  String(Math.round(indicators.reduce((sum, { weight }) => sum + Number(weight), 0) * 100) / 100);
