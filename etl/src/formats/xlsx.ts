import { posix } from 'node:path';
import { isDateFormat } from './dates.ts';
import { LedgerFileError } from './error.ts';
import { MergedRanges } from './merges.ts';
import type { LedgerFile, SheetSource } from './types.ts';
import { decodeEscapes, mergedRanges, sheetRows, type WorkbookValues } from './xlsx-sheet.ts';
import { drainXml } from './xml.ts';
import { damagedWorkbook, openZip, type ZipParts } from './zip.ts';

/** Parts that are held in memory inflate to no more than this; shared strings have a limit of their own. */
const LARGEST_HELD_PART = 64 * 2 ** 20;
/** Characters of all shared strings, each counted with what holding it costs. */
const MOST_SHARED_TEXT = 2 ** 28;
const COST_OF_A_STRING = 16;

interface Relation {
  type: string;
  target: string;
}

/**
 * Opens an .xlsx or .xlsm workbook. Sheets stream, hidden ones too, in the order of the workbook; shared strings and
 * styles are held. Formulas are never evaluated: the value kept beside them is read.
 * @param file the name it goes by, for errors
 * @throws LedgerFileError damaged, unsupported (another Office file) or too-large; also while rows are read
 */
export async function openXlsx(path: string, file: string): Promise<LedgerFile> {
  const zip = await openZip(path, file);
  try {
    return {
      format: 'xlsx',
      encoding: null,
      ...(await openSheets(zip, file)),
      close: async () => zip.close(),
    };
  } catch (error) {
    zip.close();
    throw error instanceof LedgerFileError ? error : damagedWorkbook(file, error);
  }
}

async function openSheets(zip: ZipParts, file: string): Promise<Pick<LedgerFile, 'calendar' | 'sheets'>> {
  const root = await relations(zip, '_rels/.rels', '');
  const workbookPart = [...root.values()].find(({ type }) => type.endsWith('/officeDocument'))?.target;
  if (workbookPart === undefined || !workbookPart.endsWith('.xml')) throw noWorkbook(file);
  const folder = posix.dirname(workbookPart);
  const parts = await relations(zip, `${folder}/_rels/${posix.basename(workbookPart)}.rels`, folder);
  const { listed, since1904 } = await readWorkbook(zip, workbookPart, parts, file);

  const partOf = (kind: string): string | undefined =>
    [...parts.values()].find(({ type, target }) => type.endsWith(`/${kind}`) && zip.has(target))?.target;
  const sharedPart = partOf('sharedStrings');
  const stylesPart = partOf('styles');
  const values: WorkbookValues = {
    file,
    since1904,
    shared: sharedPart === undefined ? [] : await sharedStrings(zip, sharedPart, file),
    dateStyles: stylesPart === undefined ? [] : await dateStyles(zip, stylesPart),
  };
  const merges = new MergedRanges(file);
  const sheets: SheetSource[] = [];
  for (const { name, part } of listed) {
    sheets.push({
      name,
      state: 'visible',
      merges: await mergedRanges(zip, part, merges),
      remarks: [],
      rows: () => sheetRows(zip, part, values),
    });
  }
  return { calendar: since1904 ? 1904 : 1900, sheets };
}

const noWorkbook = (file: string): LedgerFileError =>
  new LedgerFileError('unsupported', file, {
    zh: '不是 .xlsx 工作簿（可能是 Word、.xlsb、.ods 或压缩包）；请用 Excel/WPS 打开后另存为 .xlsx',
    en: 'is no .xlsx workbook (perhaps Word, .xlsb, .ods or an archive): open it in Excel/WPS and save it as .xlsx',
  });

async function readWorkbook(zip: ZipParts, part: string, parts: Map<string, Relation>, file: string) {
  const listed = new Map<string, { name: string; part: string }>();
  let root: string | undefined;
  let since1904 = false;
  await readHeldPart(zip, part, {
    open(name, attributes) {
      root ??= name;
      if (name === 'workbookPr') since1904 = ['1', 'true'].includes(attributes.date1904 ?? '');
      if (name !== 'sheet') return;
      const [, id = ''] = Object.entries(attributes).find(([key]) => key.endsWith(':id')) ?? [];
      const relation = parts.get(id);
      // Chart and dialog sheets hold no cells; and no sheet stands in a workbook twice.
      if (!relation?.type.endsWith('/worksheet') || listed.has(relation.target)) return;
      listed.set(relation.target, { name: attributes.name ?? '', part: relation.target });
    },
  });
  if (root !== 'workbook') throw noWorkbook(file);
  return { listed: [...listed.values()], since1904 };
}

async function readHeldPart(
  zip: ZipParts,
  part: string,
  handlers: Parameters<typeof drainXml>[1],
): Promise<void> {
  if (zip.size(part) > LARGEST_HELD_PART) throw new Error(`part ${part} is too large`);
  await drainXml(await zip.open(part), handlers);
}

/** Relations of a part by id, their targets as names of parts. */
async function relations(zip: ZipParts, part: string, folder: string): Promise<Map<string, Relation>> {
  const found = new Map<string, Relation>();
  if (!zip.has(part)) return found;
  await readHeldPart(zip, part, {
    open(name, { Id = '', Type = '', Target = '', TargetMode }) {
      if (name !== 'Relationship' || TargetMode === 'External') return;
      const target = Target.startsWith('/') ? Target.slice(1) : posix.join(folder, Target);
      found.set(Id, { type: Type, target });
    },
  });
  return found;
}

/** The strings that cells refer to by number; rich text as plain text, without its phonetic guides. */
async function sharedStrings(zip: ZipParts, part: string, file: string): Promise<string[]> {
  const strings: string[] = [];
  let text = '';
  let inText = false;
  let inPhonetic = false;
  let size = 0;
  await drainXml(await zip.open(part), {
    open(name) {
      if (name === 'si') text = '';
      if (name === 'rPh') inPhonetic = true;
      inText = name === 't' && !inPhonetic;
    },
    close(name) {
      inText = false;
      if (name === 'rPh') inPhonetic = false;
      if (name !== 'si') return;
      strings.push(decodeEscapes(text));
      size += text.length + COST_OF_A_STRING;
      if (size <= MOST_SHARED_TEXT) return;
      throw new LedgerFileError('too-large', file, {
        zh: '工作簿中的文字过多；请拆分成较小的文件，或改存为 CSV',
        en: 'holds too much text: split it, or save it as CSV',
      });
    },
    text(piece) {
      if (inText) text += piece;
    },
  });
  return strings;
}

/** By style number: whether it shows numbers as dates. */
async function dateStyles(zip: ZipParts, part: string): Promise<boolean[]> {
  const formats = new Map<number, string>();
  const styles: boolean[] = [];
  let inCellFormats = false;
  await readHeldPart(zip, part, {
    open(name, attributes) {
      if (name === 'numFmt') formats.set(Number(attributes.numFmtId), attributes.formatCode ?? '');
      if (name === 'cellXfs') inCellFormats = true;
      if (name !== 'xf' || !inCellFormats) return;
      const id = Number(attributes.numFmtId ?? 0);
      styles.push(isDateFormat(id, formats.get(id)));
    },
    close(name) {
      if (name === 'cellXfs') inCellFormats = false;
    },
  });
  return styles;
}
