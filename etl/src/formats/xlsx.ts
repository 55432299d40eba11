import { posix } from 'node:path';
import { BesideTexts, readComments, readDrawing } from './beside.ts';
import { LedgerFileError } from './error.ts';
import { LIMITS } from './limits.ts';
import { MergedRanges } from './merges.ts';
import { damagedWorkbook, sheetMissing, unsupported, withoutSheets } from './refusals.ts';
import type { LedgerFile, SheetSource, SheetState } from './types.ts';
import { sheetFrame } from './xlsx-frame.ts';
import { sheetRows, type WorkbookValues } from './xlsx-sheet.ts';
import { cellStyles, readHeldPart, sharedStrings } from './xlsx-values.ts';
import { openZip, type ZipParts } from './zip.ts';

interface Relation {
  type: string;
  /** Name of the part. */
  target: string;
}

interface ListedSheet {
  name: string;
  state: SheetState;
  /** Null for a sheet without cells: a chart, a dialog. */
  part: string | null;
}

/**
 * Opens an .xlsx or .xlsm workbook. Sheets stream, hidden ones too, in the order of the workbook; shared strings and styles are
 * kept in memory. Formulas are never evaluated: their cached value is read.
 * @param file name of the file, for errors
 * @throws LedgerFileError damaged, unsupported (another Office file), password-protected or too-large; also while rows are
 *   read
 */
export async function openXlsx(path: string, file: string): Promise<LedgerFile> {
  const zip = await openZip(path, file);
  try {
    return {
      format: 'xlsx',
      encoding: null,
      ...(await openWorkbook(zip, file)),
      close: async () => zip.close(),
    };
  } catch (error) {
    zip.close();
    throw error instanceof LedgerFileError ? error : damagedWorkbook(file, error);
  }
}

async function openWorkbook(zip: ZipParts, file: string): Promise<Pick<LedgerFile, 'calendar' | 'sheets'>> {
  const workbookPart = await findWorkbook(zip, file);
  const parts = await relations(zip, workbookPart);
  const { listed, since1904 } = await readWorkbook(zip, workbookPart, parts, file);
  const partOf = (kind: string): string | undefined =>
    [...parts.values()].find(({ type, target }) => type.endsWith(`/${kind}`) && zip.has(target))?.target;
  const sharedPart = partOf('sharedStrings');
  const stylesPart = partOf('styles');
  const values: WorkbookValues = {
    file,
    since1904,
    shared: sharedPart === undefined ? [] : await sharedStrings(zip, sharedPart, file),
    ...(stylesPart === undefined ? { formats: [], struck: [] } : await cellStyles(zip, stylesPart)),
  };
  const merges = new MergedRanges(file);
  const sheets: SheetSource[] = [];
  const besideParts = new BesideParts(zip);
  for (const { name, state, part } of listed) {
    const beside = new BesideTexts();
    const frame = part === null ? { merges: [] } : await sheetFrame(zip, part, merges, beside);
    if (part !== null) await besideParts.read(part, beside);
    sheets.push({
      name,
      state,
      ...frame,
      beside: beside.texts,
      remarks: part === null ? [NO_CELLS] : [],
      rows: part === null ? noRows : () => sheetRows(zip, part, values),
    });
  }
  return { calendar: since1904 ? 1904 : 1900, sheets };
}

/** Reads the comments and text boxes of a workbook's sheets, which are parts of their own, each once. */
class BesideParts {
  private readonly seen = new Set<string>();
  private left: number = LIMITS.besideParts;

  constructor(private readonly zip: ZipParts) {}

  /** A broken part is no reason to refuse the cells. */
  async read(sheet: string, beside: BesideTexts): Promise<void> {
    const { zip, seen } = this;
    const readers = { comments: readComments, drawing: readDrawing };
    for (const { type, target } of (await relations(zip, sheet)).values()) {
      const [, read] = Object.entries(readers).find(([kind]) => type.endsWith(`/${kind}`)) ?? [];
      if (!read || seen.has(target) || !zip.has(target) || beside.isFull) continue;
      seen.add(target);
      if (zip.size(target) > this.left) continue;
      this.left -= zip.size(target);
      await read(zip, target, beside).catch(() => {});
    }
  }
}

const NO_CELLS = {
  code: 'no-cells',
  text: { zh: '图表或对话框工作表，没有单元格', en: 'a chart or dialog sheet, without cells' },
} as const;

async function* noRows(): AsyncIterable<never> {}

/** The workbook part named by the package. */
async function findWorkbook(zip: ZipParts, file: string): Promise<string> {
  if (zip.has('mimetype') && zip.has('content.xml')) throw unsupported('ods', file);
  const root = await relations(zip, '');
  const part = [...root.values()].find(({ type }) => type.endsWith('/officeDocument'))?.target;
  if (part === undefined)
    throw unsupported(
      zip.has('[Content_Types].xml') || zip.has('_rels/.rels') ? 'otherWorkbook' : 'archive',
      file,
    );
  if (/\.bin$/i.test(part)) throw unsupported('xlsb', file);
  if (!zip.has(part)) throw damagedWorkbook(file, new Error(`the workbook ${part} is missing`));
  const type = await contentType(zip, part);
  if (/template|addin/i.test(type)) throw unsupported('template', file);
  if (/word|presentation/i.test(type)) throw unsupported('office', file);
  return part;
}

async function contentType(zip: ZipParts, part: string): Promise<string> {
  let found = '';
  if (!zip.has('[Content_Types].xml')) return found;
  await readHeldPart(zip, '[Content_Types].xml', {
    open(name, { PartName = '', ContentType = '' }) {
      if (name === 'Override' && PartName.replace(/^\//, '').toLowerCase() === part.toLowerCase())
        found = ContentType;
    },
  });
  return found;
}

async function readWorkbook(zip: ZipParts, part: string, parts: Map<string, Relation>, file: string) {
  const listed: ListedSheet[] = [];
  let root: string | undefined;
  let since1904 = false;
  await readHeldPart(zip, part, {
    open(name, attributes, parent, namespaceOf) {
      root ??= name;
      if (name === 'workbookPr' && parent === 'workbook')
        since1904 = ['1', 'true', 'on'].includes(attributes.date1904?.trim().toLowerCase() ?? '');
      if (name !== 'sheet' || parent !== 'sheets') return;
      const title = attributes.name ?? '';
      const relation = parts.get(relationId(attributes, namespaceOf));
      const isSheet = relation?.type.endsWith('/worksheet');
      if (!relation || (isSheet && !zip.has(relation.target))) throw sheetMissing(file, title);
      // A sheet occurs only once in a workbook.
      if (listed.some((sheet) => isSheet && sheet.part === relation.target)) return;
      listed.push({
        name: title,
        state:
          attributes.state === 'hidden' || attributes.state === 'veryHidden' ? attributes.state : 'visible',
        part: isSheet ? relation.target : null,
      });
    },
  });
  if (root !== 'workbook') throw unsupported('office', file);
  if (listed.length === 0) throw withoutSheets(file);
  return { listed, since1904 };
}

/** The attribute `id` of the namespace of relations, under any prefix, even an undeclared one. */
function relationId(
  attributes: Record<string, string>,
  namespaceOf: (prefix: string) => string | undefined,
): string {
  for (const [key, id] of Object.entries(attributes)) {
    const [prefix = '', name] = key.split(':');
    if (name === 'id' && (namespaceOf(prefix) ?? '/relationships').endsWith('/relationships')) return id;
  }
  return '';
}

/** Relations of a part by id, or of the package if no part is named. */
async function relations(zip: ZipParts, of: string): Promise<Map<string, Relation>> {
  const found = new Map<string, Relation>();
  const folder = posix.dirname(of);
  const part = posix.join(folder, '_rels', `${posix.basename(of)}.rels`);
  if (!zip.has(part)) return found;
  await readHeldPart(zip, part, {
    open(name, { Id = '', Type = '', Target = '', TargetMode }) {
      if (name !== 'Relationship' || TargetMode === 'External') return;
      found.set(Id, { type: Type, target: partNamed(zip, folder, Target) });
    },
  });
  return found;
}

/** Path of a target: relative to its part, or from the root, even if the leading / is missing. */
function partNamed(zip: ZipParts, folder: string, target: string): string {
  const written = target.replaceAll('\\', '/');
  let path = written;
  try {
    path = decodeURIComponent(written);
  } catch {}
  const root = path.replace(/^\/+/, '');
  const beside = posix.join(folder, path);
  return path.startsWith('/') || (!zip.has(beside) && zip.has(root)) ? root : beside;
}
