import { z } from 'zod';

/** The allowed values of a field in the programme's data, and the SQL type of its column. */
export interface Field<Value> {
  schema: z.ZodType<Value, string>;
  /** DuckDB type; null if no SQL reads the field. */
  sql: string | null;
}

const field = <Value>(schema: z.ZodType<Value, string>, sql: string | null): Field<Value> => ({
  schema,
  sql,
});

export const TEXT = z.string().min(1, '不能为空 · must not be empty');
export const DAY = z.iso.date('不是 YYYY-MM-DD 日期 · not a date like 2020-01-30');
const WHOLE = z.string().regex(/^\d+$/, '不是整数 · not a whole number').transform(Number);
const DECIMAL = z.string().regex(/^-?\d+(\.\d+)?$/, '不是数字 · not a number');
const FLAG = z
  .enum(['true', 'false'], '必须是 true 或 false · must be true or false')
  .transform((word) => word === 'true');

export const text = field(TEXT, 'VARCHAR');
/** YYYY-MM-DD. */
export const day = field(DAY, 'DATE');
export const whole = field(WHOLE, 'INTEGER');
export const flag = field(FLAG, 'BOOLEAN');
/** Decimal text: exact, as it is written. */
export const decimal = (digits: number, scale: number): Field<string> =>
  field(DECIMAL, `DECIMAL(${digits}, ${scale})`);
/** A number that is only compared and shown. */
export const number = field(DECIMAL.transform(Number), 'DECIMAL(18, 6)');
/** Words separated by |. */
export const list = field(
  z
    .string()
    .transform((joined) => (joined === '' ? [] : joined.split('|')))
    .readonly(),
  null,
);
export const pattern = (regex: RegExp, problem: string): Field<string> =>
  field(z.string().regex(regex, problem), 'VARCHAR');

export const oneOf = <const Word extends string>(words: readonly Word[]): Field<Word> =>
  field(
    z.enum(words, `必须是其中之一 · must be one of: ${words.join(' | ')}`) as z.ZodType<Word, string>,
    'VARCHAR',
  );

/** The field, or null where the cell is empty. */
export const optional = <Value>({ schema, sql }: Field<Value>): Field<Value | null> =>
  field(
    z.union([z.literal('').transform(() => null), schema]) as unknown as z.ZodType<Value | null, string>,
    sql,
  );

/** Some of these words, separated by |; SQL sees them as they are written. */
export const someOf = <const Word extends string>(words: readonly Word[]): Field<readonly Word[]> =>
  field(
    z
      .string()
      .refine(
        (joined) => joined.split('|').every((word) => (words as readonly string[]).includes(word)),
        `必须由这些词组成 · must consist of: ${words.join(' | ')}`,
      )
      .transform((joined) => joined.split('|') as Word[])
      .readonly(),
    'VARCHAR',
  );
