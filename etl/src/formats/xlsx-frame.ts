import { type BesideTexts, besideHandlers } from './beside.ts';
import { LIMITS } from './limits.ts';
import type { MergedRanges } from './merges.ts';
import type { MergedRange, SheetSource } from './types.ts';
import { drainXml, encodingOf } from './xml.ts';
import type { ZipParts } from './zip.ts';

/** `B12` → column 1, row 12. */
export function address(reference: string): { column: number; row: number } | null {
  const [, letters, digits] = /^\$?([A-Za-z]{1,3})\$?(\d{1,7})$/.exec(reference) ?? [];
  if (letters === undefined) return null;
  let column = 0;
  for (const letter of letters.toUpperCase()) column = column * 26 + letter.charCodeAt(0) - 64;
  return { column: column - 1, row: Number(digits) };
}

const ROWS_START = /<(?:[^\s<>/:]+:)?sheetData(?:\s[^<>]*)?>|<(?:[^\s<>/:]+:)?sheetData\s*\/>/;
const ROWS_END = /<\/(?:[^\s<>/:]+:)?sheetData\s*>/g;
/** Enough to find a tag that is split between two chunks. */
const OVERLAP = 1 << 12;

export type SheetFrame = Required<Pick<SheetSource, 'merges' | 'hiddenColumns'>>;

/**
 * Merged ranges come after the rows that need them, so the part is searched for them first. In text a `<` is always escaped, so
 * searching for the tags around the rows is enough, and several times faster than parsing; the XML around the rows is then
 * parsed.
 */
export async function sheetFrame(
  zip: ZipParts,
  part: string,
  all: MergedRanges,
  beside: BesideTexts,
): Promise<SheetFrame> {
  const merges: MergedRange[] = [];
  const hiddenColumns: [number, number][] = [];
  const frame = await aroundRows(zip, part);
  if (!/mergeCell|[:<]col\s|Header>|Footer>|\sprompt/.test(frame)) return { merges, hiddenColumns };
  const around = besideHandlers(beside);
  await drainXml([frame], {
    ...around,
    open(name, attributes, parent) {
      around.open(name, attributes);
      const { ref = '', hidden = '0', width, min, max } = attributes;
      if (name === 'col' && parent === 'cols') {
        const isHidden = hidden === '1' || hidden === 'true' || Number(width ?? 1) === 0;
        if (isHidden && hiddenColumns.length < LIMITS.columns)
          hiddenColumns.push([Number(min) - 1, Number(max) - 1]);
      }
      if (name !== 'mergeCell' || parent !== 'mergeCells') return;
      const [first = '', last = first] = ref.split(':');
      const [from, until] = [address(first), address(last)];
      if (!from || !until || until.row > LIMITS.rows || until.column >= LIMITS.columns) return;
      all.add(merges, {
        firstRow: from.row,
        lastRow: until.row,
        firstColumn: from.column,
        lastColumn: until.column,
      });
    },
  });
  return { merges, hiddenColumns };
}

/** The part without its rows. */
async function aroundRows(zip: ZipParts, part: string): Promise<string> {
  let decoder: InstanceType<typeof TextDecoder> | undefined;
  let before: string | null = null;
  let head = '';
  let behind: string[] | null = null;
  let size = 0;
  let last = '';
  let isUtf8 = false;
  for await (const chunk of await zip.open(part)) {
    if (decoder === undefined) {
      const encoding = encodingOf(chunk as Buffer);
      isUtf8 = encoding === 'utf-8';
      // Rows are skimmed for tags alone, byte by byte.
      decoder = new TextDecoder(isUtf8 ? 'latin1' : encoding);
    }
    let piece = decoder.decode(chunk as Buffer, { stream: true });
    if (before === null) {
      head += piece;
      const start = ROWS_START.exec(head);
      size = head.length;
      if (start) {
        before = head.slice(0, start.index);
        piece = head.slice(start.index + start[0].length);
        if (start[0].endsWith('/>')) behind = [];
        size = before.length;
      }
    }
    if (before !== null) {
      const text = last + piece;
      const end = text.includes('sheetData') ? [...text.matchAll(ROWS_END)].at(-1) : undefined;
      if (end) behind = [text.slice(end.index + end[0].length)];
      else behind?.push(piece);
      size += behind === null ? 0 : piece.length;
      last = text.slice(-OVERLAP);
    }
    if (size > LIMITS.heldPart) throw new Error(`part ${part} is too large`);
  }
  const frame = before === null ? head : before + (behind ?? []).join('');
  return isUtf8 && /[\x80-\xff]/.test(frame) ? Buffer.from(frame, 'latin1').toString('utf8') : frame;
}
