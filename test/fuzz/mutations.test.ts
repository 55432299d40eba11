import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { UserError } from '../../etl/src/base/errors.ts';
import { openLedger } from '../../etl/src/formats/index.ts';
import { loadProgramme, programmeFolder } from '../../etl/src/programme/load.ts';
import type { Programme } from '../../etl/src/programme/programme.ts';
import { readSheet } from '../../etl/src/read/index.ts';
import { makeHome, PROGRAMME, SAMPLE_LEDGERS, type TestHome } from '../support/home.ts';
import { size } from '../support/soak.ts';

// Each .xls workbook needs its own process: use fewer of them in the daily run.
const TIMES: Record<string, number> = { csv: size(300, 3334), xlsx: size(300, 3333), xls: size(25, 3333) };
/** Time limit for any of these files, however damaged. */
const LIMIT_MS = 30_000;
/** Memory that reading any of them may add to the process. */
const MEMORY = 1_200_000_000;

let test: TestHome;
let programme: Programme;
beforeAll(async () => {
  test = await makeHome();
  programme = await loadProgramme(programmeFolder(PROGRAMME));
  await test.load({}).catch(() => {});
});
afterAll(() => test?.remove());

/** Repeatable random numbers (mulberry32). */
function seeded(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

const HOSTILE_VALUES = [
  '"',
  '\n',
  '\r',
  ',',
  '\0',
  '\uFEFF',
  "=cmd|'/c calc'!A1",
  '<!ENTITY x "y">',
  '\u{1F600}',
  '9'.repeat(400),
];

/** Some bytes changed, removed, duplicated or inserted. */
function mutate(bytes: Buffer, random: (below: number) => number): Buffer {
  let torn = Buffer.from(bytes);
  for (let change = 0; change <= random(6); change += 1) {
    const at = random(torn.length);
    const to = Math.min(torn.length, at + random(2000));
    switch (random(5)) {
      case 0:
        torn[at] = random(256);
        break;
      case 1:
        torn = Buffer.concat([torn.subarray(0, at), torn.subarray(to)]);
        break;
      case 2:
        torn = Buffer.concat([torn.subarray(0, to), torn.subarray(at)]);
        break;
      case 3:
        torn = Buffer.concat([
          torn.subarray(0, at),
          Buffer.from(HOSTILE_VALUES[random(HOSTILE_VALUES.length)] ?? ''),
          torn.subarray(at),
        ]);
        break;
      default:
        torn = torn.subarray(0, Math.max(1, at));
    }
    if (torn.length === 0) return Buffer.from('x');
  }
  return torn;
}

/** Reads a whole file as a load does; the counts must add up. */
async function readAll(path: string): Promise<string> {
  try {
    const ledger = await openLedger(path, '台账');
    try {
      for (const source of ledger.sheets) {
        const reading = await readSheet(source, programme);
        let rows = 0;
        for await (const chunk of reading.rows) rows += chunk.length;
        const { read, ignored } = reading.count();
        if (reading.kind !== null && read !== rows + ignored) return `${read} ≠ ${rows} + ${ignored}`;
      }
    } finally {
      await ledger.close();
    }
    return 'read';
  } catch (error) {
    if (error instanceof UserError && error.text.zh && error.text.en) return 'refused';
    throw error;
  }
}

describe('a ledger with damaged bytes', () => {
  it.each(Object.entries(TIMES))(
    '(%s) is read or refused in words, %i times',
    async (format, times) => {
      const names = (await readdir(SAMPLE_LEDGERS)).filter((name) => name.endsWith(`.${format}`)).sort();
      const sources = await Promise.all(names.map((name) => readFile(join(SAMPLE_LEDGERS, name))));
      const small = sources.filter(({ length }) => length < 400_000);
      const random = seeded(format.length * 7919);
      const outcomes = { read: 0, refused: 0 };
      const start = process.memoryUsage().rss;
      for (let run = 0; run < times; run += 1) {
        const path = join(test.folder, `torn.${format}`);
        const chosen = small[random(small.length)];
        if (!chosen) throw new Error('no sample is small enough');
        await writeFile(path, mutate(chosen, random));
        const begun = performance.now();
        const outcome = await readAll(path).catch((error: unknown) => {
          throw new Error(`mutation ${run} of ${format}`, { cause: error });
        });
        expect(Object.keys(outcomes)).toContain(outcome);
        outcomes[outcome as keyof typeof outcomes] += 1;
        // A hang, not a slow machine.
        expect(performance.now() - begun).toBeLessThan(LIMIT_MS);
      }
      expect(outcomes.read + outcomes.refused).toBe(times);
      expect(process.memoryUsage().rss - start).toBeLessThan(MEMORY);
    },
    3_600_000,
  );
});
