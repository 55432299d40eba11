import { parse } from 'node:path';
import type { LedgerKind } from '@skill-ledger/contracts';
import { type LedgerFile, openLedger } from '../formats/index.ts';
import { maskTitle } from '../privacy/mask.ts';
import type { Programme } from '../programme/programme.ts';
import { type LedgerRow, readSheet, type SheetReading } from '../read/index.ts';
import type { DirectRows } from './direct.ts';
import type { InputFile } from './find-files.ts';
import { unitsInNotes } from './note-sheets.ts';
import { Previews } from './previews.ts';
import type { ReadBudget } from './read-limits.ts';
import type { StagedFile, StagedSheet } from './staged.ts';
import { maskedReport, maskedText } from './titles.ts';

/** A file as it was read. */
export type ReadFile = Pick<StagedFile, 'format' | 'encoding' | 'calendar' | 'sheets'> & {
  /** Tables whose last rows made all of their rows uncertain. */
  dropped: { kind: LedgerKind; sheetNo: number }[];
};

/** Destination of the rows of a file. */
export interface Readers {
  /** Returns the length of the line that was written. */
  add: (origin: { sheetNo: number; row: LedgerRow; kind: LedgerKind }) => Promise<number>;
  direct: (reading: SheetReading, ledger: LedgerFile) => Promise<DirectRows | null>;
  budget: ReadBudget;
}

/** Reads one file: its rows go to the readers, its tables are returned. @throws LedgerFileError */
export async function stageFile(
  path: string,
  programme: Programme,
  file: InputFile,
  { hidden, preview }: { hidden: boolean; preview: boolean },
  { add, direct, budget }: Readers,
): Promise<ReadFile> {
  const ledger = await openLedger(path, file.path);
  try {
    const sheets: StagedSheet[] = [];
    const dropped: ReadFile['dropped'] = [];
    const around = { fileName: parse(file.path).name, notes: await unitsInNotes(ledger, programme) };
    for (const source of ledger.sheets) {
      const reading = await readSheet(source, programme, around);
      const name = maskTitle(source.name);
      const found = await direct(reading, ledger);
      const isLeftOut = source.state !== 'visible' && !hidden;
      const first = sheets.length;
      const previews = new Previews(programme, preview);
      const added = new Map<number, LedgerKind>();
      if (found) await reading.stop();
      else {
        const count = budget.sheet(file, name);
        for await (const rows of reading.rows) {
          for (const row of rows) {
            const kind = reading.kindOf(row.table);
            if (kind === null) continue;
            previews.add(kind, row);
            if (isLeftOut) continue;
            added.set(row.table, kind);
            count(await add({ sheetNo: first + row.table, row, kind }));
          }
        }
      }
      for (const row of found?.first ?? []) if (reading.kind) previews.add(reading.kind, row);
      for (const [number, kind] of added) {
        if (reading.kindOf(number) === null) dropped.push({ kind, sheetNo: first + number });
      }
      const said = source.remarks.map(({ text }) => text);
      for (const [number, { extra, read, ignored, kind, remarks, report, ...table }] of reading
        .tables()
        .entries()) {
        const counts = found?.count ?? { read, ignored };
        sheets.push({
          ...table,
          sheetNo: sheets.length,
          name,
          kind: isLeftOut ? null : kind,
          ...counts,
          ...(isLeftOut && { ignored: counts.read }),
          ignoredColumns: extra.map(maskTitle),
          report: report && maskedReport(report),
          state: source.state,
          isLeftOut,
          remarks: [...said, ...remarks.map(maskedText)],
          ...(preview && { preview: previews.of(number) }),
        });
      }
    }
    const { format, encoding, calendar } = ledger;
    return { format, encoding, calendar, sheets, dropped };
  } finally {
    await ledger.close();
  }
}
