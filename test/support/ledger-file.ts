import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openLedger } from '../../etl/src/formats/open.ts';
import type { BesideText, LedgerFile, MergedRange, SheetRow } from '../../etl/src/formats/types.ts';

/** Writes the bytes to a temporary file for the duration of `use`. */
export async function withFile<T>(
  content: string | Uint8Array,
  use: (path: string) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'skill-ledger-read-'));
  const path = join(folder, 'ledger');
  try {
    await writeFile(path, content);
    return await use(path);
  } finally {
    await rm(folder, { recursive: true });
  }
}

interface ReadLedger extends Pick<LedgerFile, 'format' | 'encoding'> {
  sheets: { name: string; merges: MergedRange[]; beside: BesideText[]; rows: SheetRow[] }[];
}

/** Opens a ledger of these bytes, named 台账, and reads all of it. */
export const readBytes = (content: string | Uint8Array): Promise<ReadLedger> =>
  withFile(content, async (path) => {
    const ledger = await openLedger(path, '台账');
    try {
      const sheets: ReadLedger['sheets'] = [];
      for (const sheet of ledger.sheets) {
        const chunks: SheetRow[][] = [];
        for await (const chunk of sheet.rows()) chunks.push(chunk);
        const { name, merges, beside = [] } = sheet;
        sheets.push({ name, merges, beside, rows: chunks.flat() });
      }
      return { format: ledger.format, encoding: ledger.encoding, sheets };
    } finally {
      await ledger.close();
    }
  });
