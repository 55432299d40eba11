import { z } from 'zod';

/** What was typed into a field and is not known to be kept by the server. */
const TypedField = z.object({
  text: z.string(),
  /** What the field held when the typing began. */
  base: z.string(),
  /** What was last sent: the server may hold it though its answer was lost. */
  sent: z.string().optional(),
});
export const TypedFields = z.record(z.string(), TypedField);
export type TypedFields = z.infer<typeof TypedFields>;

type Values = Record<string, string>;

/** The field as it is now typed. */
export function typeInto(typed: TypedFields, values: Values, field: string, text: string): TypedFields {
  return { ...typed, [field]: { base: values[field] ?? '', ...typed[field], text } };
}

/** What another user wrote into a field while it was typed into; undefined where nobody did. */
export function conflictOf(typed: TypedFields, values: Values, field: string): string | undefined {
  const own = typed[field];
  const there = values[field] ?? '';
  if (own === undefined || there === own.base || there === own.text || there === own.sent) return undefined;
  return there;
}

/** Fields to be sent: neither kept already, nor in conflict, nor held back. */
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

/** What the server has acknowledged is where further typing begins. */
export const rebase = (typed: TypedFields, saved: Values): TypedFields =>
  Object.fromEntries(
    Object.entries(typed).map(([field, one]) => [
      field,
      saved[field] === undefined ? one : { text: one.text, base: saved[field] },
    ]),
  );

/** Without fields that hold what the server has. */
export const withoutKept = (typed: TypedFields, values: Values): TypedFields =>
  Object.fromEntries(Object.entries(typed).filter(([field, { text }]) => text !== (values[field] ?? '')));

/** The values with what was typed over them; what is typed empty is not there. */
export const shownValues = (typed: TypedFields, values: Values): Values =>
  Object.fromEntries(
    Object.entries({
      ...values,
      ...Object.fromEntries(Object.entries(typed).map(([field, { text }]) => [field, text])),
    }).filter(([, text]) => text !== ''),
  );
