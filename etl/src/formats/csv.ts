import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { type Cut, detectCut, joinedRecords } from './dialect.ts';
import { detectEncoding } from './encoding.ts';
import { RecordScanner } from './records.ts';
import { emptyFile, recordsJoined } from './refusals.ts';
import type { FormatRemark, LedgerFile, SheetRow } from './types.ts';

const HEAD_BYTES = 1 << 16;
/** Small enough that a file of line ends alone, with a record for each byte, takes little memory. */
const CHUNK_BYTES = 1 << 18;

/**
 * Opens a text table: UTF-8 with or without BOM, UTF-16 or GB18030; comma, semicolon, tab, | or what a line `sep=` names;
 * any line ends, also mixed. Rows are numbered by record from 1, blank ones included.
 * @param file name of the file, for errors
 * @throws LedgerFileError encoding, empty; damaged (an open quote) while rows are read
 */
export async function openCsv(path: string, file: string): Promise<LedgerFile> {
  const head = await readHead(path);
  const encoding = await detectEncoding(path, file, head);
  const text = withoutMarks(new TextDecoder(encoding).decode(head, { stream: true }));
  if (head.length < HEAD_BYTES && text.replaceAll('\0', '').trim() === '') throw emptyFile(file);
  const cut = detectCut(text);
  const joined = joinedRecords(text, cut);
  if (joined) throw recordsJoined(file, joined.record, joined.by);
  const remarks: FormatRemark[] = cut.isNamed ? [namedBy(cut)] : [];
  return {
    format: 'csv',
    encoding: `${encoding}, ${cut.name}`,
    calendar: null,
    sheets: [
      {
        name: '',
        state: 'visible',
        merges: [],
        remarks,
        rows: () => records(path, file, encoding, cut, remarks),
      },
    ],
    close: async () => {},
  };
}

const namedBy = ({ delimiter }: Cut): FormatRemark => ({
  code: 'sep-line',
  text: {
    zh: `第 1 行“sep=${delimiter}”说明了分隔符`,
    en: `record 1, "sep=${delimiter}", names the delimiter`,
  },
});

const ZERO_BYTES: FormatRemark = {
  code: 'zero-bytes',
  text: { zh: '文件中有空字节（NUL），读取时略去', en: 'contains zero bytes (NUL), which are removed' },
};

const MIXED_LINE_ENDS: FormatRemark = {
  code: 'mixed-line-ends',
  text: {
    zh: '各行的换行符不一致（CR、LF、CRLF 混用），均按换行读取',
    en: 'mixes CR, LF and CR LF: each ends a record',
  },
};

/** Two programs may each have added a mark. */
const withoutMarks = (text: string): string => text.replace(/^\uFEFF+/, '');

async function readHead(path: string): Promise<Buffer> {
  const handle = await open(path);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

async function* records(
  path: string,
  file: string,
  encoding: string,
  cut: Cut,
  remarks: FormatRemark[],
): AsyncIterable<SheetRow[]> {
  const decoder = new TextDecoder(encoding);
  const scanner = new RecordScanner(file, cut.delimiter, cut.ends);
  let isStart = true;
  // A small piece first: readers that only need the header wait for no more.
  for (const part of [{ end: HEAD_BYTES - 1 }, { start: HEAD_BYTES }]) {
    for await (const chunk of createReadStream(path, { ...part, highWaterMark: CHUNK_BYTES })) {
      const text = decoder.decode(chunk as Buffer, { stream: true });
      yield scanner.push(isStart ? withoutMarks(text) : text);
      isStart = false;
    }
  }
  yield scanner.push(decoder.decode());
  yield scanner.end();
  if (scanner.hasZeroBytes) remarks.push(ZERO_BYTES);
  if (scanner.hasMixedLineEnds) remarks.push(MIXED_LINE_ENDS);
}
