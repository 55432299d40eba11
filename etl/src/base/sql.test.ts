import { DuckDBInstance } from '@duckdb/node-api';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { textLiteral } from './sql.ts';

describe('a text in SQL', () => {
  it('is the same text, whatever it contains', async () => {
    const instance = await DuckDBInstance.create(':memory:');
    const connection = await instance.connect();
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
      instance.closeSync();
    }
  });
});
