import { z } from 'zod';

/** A field that may stay empty; any other value is validated by the contract's schema. */
export const orEmpty = <S extends z.ZodType>(schema: S) => z.literal('').or(schema);
