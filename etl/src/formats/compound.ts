/** A container of streams, as old Office files are (MS-CFB). */
export interface Compound {
  /** The bytes of a stream in the root, by name regardless of case; undefined if it does not exist. */
  stream(name: string): Buffer | undefined;
}

const SIGNATURE = Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
const HEADER_BYTES = 512;
const ENTRY_BYTES = 128;
const MINI_SHIFT = 6;
/** Sector numbers from here on are markers: end of a chain, free, part of the table itself. */
const LAST_SECTOR = 0xff_ff_ff_fa;
const NO_ENTRY = 0xff_ff_ff_ff;

interface Entry {
  name: string;
  isStream: boolean;
  left: number;
  right: number;
  child: number;
  start: number;
  size: number;
}

export const isCompound = (bytes: Buffer): boolean => bytes.subarray(0, 8).equals(SIGNATURE);

/**
 * Opens a container in memory. Own code, because libraries copy a sector as often as a hostile file refers to it: here no chain
 * is longer than the file, and only requested streams are assembled.
 * @throws Error where the container is damaged
 */
export function openCompound(bytes: Buffer): Compound {
  if (bytes.length < HEADER_BYTES) throw new Error('the header is cut off');
  const shift = bytes.readUInt16LE(0x1e);
  if (shift !== 9 && shift !== 12) throw new Error(`sectors of 2^${shift} bytes`);
  const sectorBytes = 1 << shift;
  const sectors = Math.ceil(bytes.length / sectorBytes) - 1;
  const sector = (index: number): Buffer => {
    if (index >= sectors) throw new Error(`sector ${index} is beyond the end`);
    return bytes.subarray((index + 1) << shift, (index + 2) << shift);
  };
  const table = allocationTable(bytes, sectors, sector, sectorBytes);
  const next = (index: number): number => {
    const perSector = sectorBytes / 4;
    const part = table[Math.floor(index / perSector)];
    const at = (index % perSector) * 4;
    if (!part || at + 4 > part.length) throw new Error(`sector ${index} is in no table`);
    return part.readUInt32LE(at);
  };
  const chain = (start: number): Buffer[] => {
    const parts: Buffer[] = [];
    for (let index = start; index < LAST_SECTOR; index = next(index)) {
      if (parts.length > sectors) throw new Error('a chain of sectors has no end');
      parts.push(sector(index));
    }
    return parts;
  };

  const entries = directory(Buffer.concat(chain(bytes.readUInt32LE(0x30))));
  const [root] = entries;
  if (!root) throw new Error('there is no directory');
  const cutoff = bytes.readUInt32LE(0x38);
  const mini = (start: number, size: number): Buffer => {
    const store = Buffer.concat(chain(root.start));
    const links = Buffer.concat(chain(bytes.readUInt32LE(0x3c)));
    const parts: Buffer[] = [];
    for (let index = start; index < LAST_SECTOR && parts.length << MINI_SHIFT < size; ) {
      parts.push(store.subarray(index << MINI_SHIFT, (index + 1) << MINI_SHIFT));
      index = index * 4 + 4 <= links.length ? links.readUInt32LE(index * 4) : LAST_SECTOR;
    }
    return Buffer.concat(parts).subarray(0, size);
  };
  const children = childrenOf(entries, root);
  return {
    stream(name) {
      const sameName = (entry: Entry): boolean => entry.isStream && entry.name === name.toLowerCase();
      const entry = children.find(sameName);
      if (!entry) return undefined;
      if (entry.size < cutoff) return mini(entry.start, entry.size);
      return Buffer.concat(chain(entry.start)).subarray(0, entry.size);
    },
  };
}

/** Sectors that hold the allocation table. */
function allocationTable(
  bytes: Buffer,
  sectors: number,
  sector: (index: number) => Buffer,
  sectorBytes: number,
): Buffer[] {
  const table: Buffer[] = [];
  const add = (list: Buffer): void => {
    for (let at = 0; at + 4 <= list.length; at += 4) {
      const index = list.readUInt32LE(at);
      if (index < LAST_SECTOR && table.length <= sectors) table.push(sector(index));
    }
  };
  add(bytes.subarray(0x4c, HEADER_BYTES));
  // Large files list the rest of it in separate sectors, whose last entry is the next such sector.
  let more = bytes.readUInt32LE(0x44);
  for (let count = 0; more < LAST_SECTOR; count += 1) {
    if (count > sectors) throw new Error('the list of tables has no end');
    const list = sector(more);
    add(list.subarray(0, sectorBytes - 4));
    more = list.length === sectorBytes ? list.readUInt32LE(sectorBytes - 4) : LAST_SECTOR;
  }
  return table;
}

function directory(bytes: Buffer): Entry[] {
  const entries: Entry[] = [];
  for (let at = 0; at + ENTRY_BYTES <= bytes.length; at += ENTRY_BYTES) {
    const entry = bytes.subarray(at, at + ENTRY_BYTES);
    const nameBytes = Math.max(0, Math.min(64, entry.readUInt16LE(64)) - 2);
    entries.push({
      name: entry.toString('utf16le', 0, nameBytes).toLowerCase(),
      isStream: entry[66] === 2,
      left: entry.readUInt32LE(68),
      right: entry.readUInt32LE(72),
      child: entry.readUInt32LE(76),
      start: entry.readUInt32LE(116),
      size: entry.readUInt32LE(120),
    });
  }
  return entries;
}

/** Siblings of the root's child: deeper entries belong to embedded objects. */
function childrenOf(entries: Entry[], root: Entry): Entry[] {
  const found = new Set<Entry>();
  const waiting = [root.child];
  for (let index = waiting.pop(); index !== undefined; index = waiting.pop()) {
    const entry = index === NO_ENTRY ? undefined : entries[index];
    if (!entry || found.has(entry)) continue;
    found.add(entry);
    waiting.push(entry.left, entry.right);
  }
  return [...found];
}
