import { LedgerFileError } from './error.ts';
import { LIMITS } from './limits.ts';
import { NumberFormat } from './number-format.ts';
import { asShown, type Run, Runs, type SharedText } from './struck.ts';
import { drainXml } from './xml.ts';
import type { ZipParts } from './zip.ts';

/** Cost of an unused string. */
const COST_OF_A_STRING = 16;

/** Characters that XML cannot hold, as Excel writes them: _x000D_ is a carriage return, _x005F_ an underscore. */
export const decodeEscapes = (text: string): string =>
  text.includes('_x')
    ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) =>
        String.fromCharCode(Number.parseInt(code, 16)),
      )
    : text;

/** Reads a part into memory. */
export async function readHeldPart(
  zip: ZipParts,
  part: string,
  handlers: Parameters<typeof drainXml>[1],
): Promise<void> {
  if (zip.size(part) > LIMITS.heldPart) throw new Error(`part ${part} is too large`);
  await drainXml(await zip.open(part), handlers);
}

/** Whether the attribute `val`, which may be omitted, enables something. */
const isOn = (value = '1'): boolean => !['0', 'false', 'off', 'none'].includes(value);

/** Format of the run that a tag begins or continues. */
export function runAt(run: Run, name: string, { val }: Record<string, string>, parent: string): Run {
  if (parent === 'si' || parent === 'is') return 'inherited';
  if (name === 'rPr') return 'kept';
  if (parent !== 'rPr') return run;
  if (name === 'vertAlign' && run !== 'struck' && (val === 'superscript' || val === 'subscript')) return val;
  return name === 'strike' && isOn(val) ? 'struck' : run;
}

/** The strings that cells refer to by number; rich text as plain text, without its phonetic guides. */
export async function sharedStrings(zip: ZipParts, part: string, file: string): Promise<SharedText[]> {
  const strings: SharedText[] = [];
  const runs = new Runs();
  let run: Run = 'inherited';
  let text = '';
  let inText = false;
  let size = 0;
  const held = (more: number): void => {
    size += more;
    if (size <= LIMITS.sharedText) return;
    throw new LedgerFileError('too-large', file, {
      zh: `工作簿中的文字过多（超过 ${LIMITS.sharedText / 2 ** 20} M 字符）；请拆分成较小的文件，或改存为 CSV`,
      en: `holds more than ${LIMITS.sharedText / 2 ** 20} M characters of text: split it, or save it as CSV`,
    });
  };
  await drainXml(await zip.open(part), {
    open(name, attributes, parent) {
      if (name === 'si' && parent === 'sst') {
        text = '';
        runs.start();
      }
      run = runAt(run, name, attributes, parent);
      inText = name === 't' && (parent === 'si' || parent === 'r');
    },
    close(name, parent) {
      inText = false;
      if (name !== 'si' || parent !== 'sst') return;
      strings.push(runs.of(decodeEscapes(text)));
      held(COST_OF_A_STRING);
    },
    text(piece) {
      if (!inText) return;
      held(piece.length);
      runs.add(piece, run);
      text += asShown(piece, run);
    },
  });
  return strings;
}

/** By style number: how it shows numbers and texts, and whether it strikes them through. */
export async function cellStyles(
  zip: ZipParts,
  part: string,
): Promise<{ formats: NumberFormat[]; struck: boolean[] }> {
  const codes = new Map<number, string>();
  const known = new Map<number, NumberFormat>();
  const formats: NumberFormat[] = [];
  const fonts: boolean[] = [];
  const struck: boolean[] = [];
  await readHeldPart(zip, part, {
    open(name, { numFmtId, formatCode = '', fontId, val }, parent) {
      if (name === 'font' && parent === 'fonts') fonts.push(false);
      if (name === 'strike' && parent === 'font' && fonts.length > 0) fonts[fonts.length - 1] = isOn(val);
      if (name === 'numFmt' && parent === 'numFmts') codes.set(Number(numFmtId), formatCode);
      if (name !== 'xf' || parent !== 'cellXfs') return;
      const id = Number(numFmtId ?? 0);
      const format = known.get(id) ?? new NumberFormat(id, codes.get(id));
      known.set(id, format);
      formats.push(format);
      struck.push(fonts[Number(fontId ?? 0)] ?? false);
    },
  });
  return { formats, struck };
}
