import { DuckDBInstance } from '@duckdb/node-api';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { isOneOf, textLiteral } from './sql.ts';

describe('a text in SQL', () => {
  const instance = DuckDBInstance.create(':memory:');
  afterAll(async () => (await instance).closeSync());

  it('is found among few or many others, and nothing else is', async () => {
    const connection = await (await instance).connect();
    try {
      const text = fc.string({
        unit: fc.constantFrom(...'ab.|*+?^$()[]{}\\-_/、企'),
        minLength: 1,
        maxLength: 3,
      });
      await fc.assert(
        fc.asyncProperty(text, fc.array(text, { minLength: 1, maxLength: 12 }), async (one, values) => {
          const reader = await connection.runAndReadAll(`SELECT ${isOneOf('$1', values)}`, [one]);
          expect(reader.getRowsJS()[0]).toEqual([values.includes(one)]);
        }),
      );
    } finally {
      connection.closeSync();
    }
  });

  it('is the same text, whatever it contains', async () => {
    const connection = await (await instance).connect();
    try {
      const text = fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.string({ unit: fc.constantFrom("'", '\0', '\\', '\n', '$1', 'a') }),
      );
      await fc.assert(
        fc.asyncProperty(fc.array(text, { minLength: 1 }), async (texts) => {
          const reader = await connection.runAndReadAll(`VALUES (${texts.map(textLiteral).join(', ')})`);
          expect(reader.getRowsJS()[0]).toEqual(texts);
        }),
      );
    } finally {
      connection.closeSync();
    }
  });
});
