import { z } from 'zod';

/** Input of a field that the server has not acknowledged. */
const TypedField = z.object({
  text: z.string(),
  /** Value of the field when editing began. */
  base: z.string(),
  /** The last value sent: the server may have saved it even if its answer was lost. */
  sent: z.string().optional(),
});
export const TypedFields = z.record(z.string(), TypedField);
export type TypedFields = z.infer<typeof TypedFields>;

type Values = Record<string, string>;

/** Current input of the field. */
export function typeInto(typed: TypedFields, values: Values, field: string, text: string): TypedFields {
  return { ...typed, [field]: { base: values[field] ?? '', ...typed[field], text } };
}

/** The value that another user saved while the field was edited; undefined if there is none. */
export function conflictOf(typed: TypedFields, values: Values, field: string): string | undefined {
  const own = typed[field];
  const there = values[field] ?? '';
  if (own === undefined || there === own.base || there === own.text || there === own.sent) return undefined;
  return there;
}

/** Fields to send: not saved yet, not in conflict, not held back. */
export function savableOf(typed: TypedFields, values: Values, held: ReadonlySet<string>): Values {
  return Object.fromEntries(
    Object.entries(typed).flatMap(([field, { text }]) =>
      text === (values[field] ?? '') || held.has(field) || conflictOf(typed, values, field) !== undefined
        ? []
        : [[field, text]],
    ),
  );
}

export const markSent = (typed: TypedFields, sent: Values): TypedFields => ({
  ...typed,
  ...Object.fromEntries(
    Object.entries(sent).flatMap(([field, text]) =>
      typed[field] ? [[field, { ...typed[field], sent: text }]] : [],
    ),
  ),
});

/** Acknowledged values are the base of further edits. */
export const rebase = (typed: TypedFields, saved: Values): TypedFields =>
  Object.fromEntries(
    Object.entries(typed).map(([field, one]) => [
      field,
      saved[field] === undefined ? one : { text: one.text, base: saved[field] },
    ]),
  );

/** Without fields that equal the server's values. */
export const withoutKept = (typed: TypedFields, values: Values): TypedFields =>
  Object.fromEntries(Object.entries(typed).filter(([field, { text }]) => text !== (values[field] ?? '')));

/** The values with the input applied; emptied fields are omitted. */
export const shownValues = (typed: TypedFields, values: Values): Values =>
  Object.fromEntries(
    Object.entries({
      ...values,
      ...Object.fromEntries(Object.entries(typed).map(([field, { text }]) => [field, text])),
    }).filter(([, text]) => text !== ''),
  );
