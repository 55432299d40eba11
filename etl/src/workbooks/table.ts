import { writeXlsxStream } from 'hucre';

/** A plain workbook of one sheet: a header and rows of texts, which no spreadsheet takes for formulas. */
export async function writeTable(
  name: string,
  header: string[],
  rows: Iterable<(string | null)[]>,
): Promise<Uint8Array> {
  const stream = writeXlsxStream(withHeader(header, rows), {
    name,
    columns: header.map((label) => ({ width: Math.max(12, label.length * 2 + 4) })),
    freezePane: { rows: 1 },
  });
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

function* withHeader(header: string[], rows: Iterable<(string | null)[]>): Generator<(string | null)[]> {
  yield header;
  yield* rows;
}
