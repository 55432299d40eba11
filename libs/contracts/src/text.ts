import { z } from 'zod';

/** A text in both languages of the interface. */
export const Bilingual = z.object({ zh: z.string(), en: z.string() });
export type Bilingual = z.infer<typeof Bilingual>;

export type Language = keyof Bilingual;
