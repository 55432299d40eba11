import { writeXlsxStream } from 'hucre';

type Rows = Iterable<(string | null)[]> | AsyncIterable<(string | null)[]>;

/** A plain workbook: a header and rows of text, which spreadsheets do not evaluate as formulas. */
export async function writeTable(name: string, header: string[], rows: Rows): Promise<Uint8Array> {
  return new Uint8Array(await new Response(xlsx(name, header, rows)).arrayBuffer());
}

const xlsx = (name: string, header: string[], rows: Rows): ReadableStream<Uint8Array> =>
  writeXlsxStream(withHeader(header, rows), {
    name,
    columns: header.map((label) => ({ width: Math.max(12, label.length * 2 + 4) })),
    freezePane: { rows: 1 },
  });

async function* withHeader(header: string[], rows: Rows): AsyncGenerator<(string | null)[]> {
  yield header;
  yield* rows;
}
