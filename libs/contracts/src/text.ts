import { z } from 'zod';

/** A text in both languages of the interface. */
export const Bilingual = z.object({ zh: z.string(), en: z.string() });
export type Bilingual = z.infer<typeof Bilingual>;

export const Language = z.enum(['zh', 'en']);
export type Language = z.infer<typeof Language>;
