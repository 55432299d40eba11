import { crc32, deflateRawSync } from 'node:zlib';
import { CFB } from '@e965/xlsx';

/** A zip of these parts, compressed. */
export function zip(parts: Record<string, string | Buffer>): Buffer {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [part, content] of Object.entries(parts)) {
    const [name, bytes] = [Buffer.from(part), Buffer.from(content)];
    const packed = deflateRawSync(bytes);
    const about = Buffer.alloc(26);
    about.writeUInt16LE(20, 0);
    about.writeUInt16LE(8, 4);
    about.writeUInt32LE(crc32(bytes), 10);
    about.writeUInt32LE(packed.length, 14);
    about.writeUInt32LE(bytes.length, 18);
    about.writeUInt16LE(name.length, 22);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    files.push(Buffer.from('PK\x03\x04'), about, name, packed);
    directory.push(Buffer.from('PK\x01\x02\x14\x00'), about, place, name);
    offset += 30 + name.length + packed.length;
  }
  const end = Buffer.alloc(18);
  end.writeUInt16LE(Object.keys(parts).length, 4);
  end.writeUInt16LE(Object.keys(parts).length, 6);
  end.writeUInt32LE(Buffer.concat(directory).length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...files, ...directory, Buffer.from('PK\x05\x06'), end]);
}

/** A compound file (the container of old Office files) of streams. */
export function compound(streams: Record<string, Buffer>): Buffer {
  const container = CFB.utils.cfb_new();
  for (const [name, content] of Object.entries(streams)) CFB.utils.cfb_add(container, `/${name}`, content);
  return CFB.write(container, { type: 'buffer' });
}

const NAMESPACE = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006/relationships';

interface WorkbookParts {
  /** XML inside <worksheet> by sheet name, in the order of the workbook. */
  sheets: Record<string, string>;
  /** XML of <si> elements. */
  shared?: string;
  /** XML inside <styleSheet>. */
  styles?: string;
  /** XML in front of <sheets>. */
  properties?: string;
}

/** The parts of an .xlsx workbook, to be changed before they are zipped. */
export function workbookParts({ sheets, shared = '', styles = '', properties = '' }: WorkbookParts) {
  const names = Object.keys(sheets);
  const relation = (id: string, type: string, target: string): string =>
    `<Relationship Id="${id}" Type="${OFFICE}/${type}" Target="${target}"/>`;
  const relations = (...list: string[]): string =>
    `<Relationships xmlns="${PACKAGE}">${list.join('')}</Relationships>`;
  const parts: Record<string, string> = {
    '_rels/.rels': relations(relation('rId1', 'officeDocument', 'xl/workbook.xml')),
    'xl/workbook.xml': `<workbook xmlns="${NAMESPACE}" xmlns:r="${OFFICE}">${properties}<sheets>${names
      .map((name, index) => `<sheet name="${name}" sheetId="${index + 1}" r:id="s${index}"/>`)
      .join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': relations(
      // Reverse of the workbook's order, which is the relevant one.
      ...names.map((_, index) => relation(`s${index}`, 'worksheet', `worksheets/s${index}.xml`)).reverse(),
      relation('shared', 'sharedStrings', '/xl/sharedStrings.xml'),
      relation('styles', 'styles', 'styles.xml'),
    ),
    'xl/sharedStrings.xml': `<sst xmlns="${NAMESPACE}">${shared}</sst>`,
    'xl/styles.xml': `<styleSheet xmlns="${NAMESPACE}">${styles}</styleSheet>`,
  };
  for (const [index, xml] of Object.values(sheets).entries()) {
    parts[`xl/worksheets/s${index}.xml`] = `<worksheet xmlns="${NAMESPACE}">${xml}</worksheet>`;
  }
  return parts;
}

const MEDIA = 'application/vnd.openxmlformats-officedocument';
/** Types of the parts of a workbook that has one sheet. */
const TYPES = {
  workbook: 'spreadsheetml.sheet.main',
  'worksheets/s0': 'spreadsheetml.worksheet',
  sharedStrings: 'spreadsheetml.sharedStrings',
  styles: 'spreadsheetml.styles',
};

/** The part that names the types of the others, by their names under xl/: LibreOffice opens no workbook without it. */
export function contentTypes(more: Record<string, string> = {}): Record<string, string> {
  const types = Object.entries({ ...TYPES, ...more }).map(
    ([name, type]) => `<Override PartName="/xl/${name}.xml" ContentType="${MEDIA}.${type}+xml"/>`,
  );
  const relations = `<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>`;
  return {
    '[Content_Types].xml': `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">${relations}${types.join('')}</Types>`,
  };
}

/** An .xlsx workbook. */
export const workbook = (parts: WorkbookParts): Buffer => zip(workbookParts(parts));
