/** Delimiters of a text table, by their name in records. */
export const DELIMITERS: Readonly<Record<string, string>> = {
  comma: ',',
  semicolon: ';',
  tab: '\t',
  pipe: '|',
};

/** The first records determine the dialect of the file. */
const TELLING_RECORDS = 20;
/** Excel's own line for it: never shown, and alone in the first record. */
const SEP_LINE = /^"?sep=([^"\r\n])"?[ \t]*(?:\r|\n|$)/i;
/** 1,234,567.00: these commas are part of an amount. */
const THOUSANDS = /(?<=\d),(?=\d{3}(?!\d))/g;

/** How a text table is split. */
export interface Cut {
  delimiter: string;
  /** Name of the delimiter, or the delimiter itself if it has no name. */
  name: string;
  /** Delimiters that most of the first records have. */
  ends: number;
  /** Whether the text begins by naming its delimiter. */
  isNamed: boolean;
}

const nameOf = (delimiter: string): string =>
  Object.keys(DELIMITERS).find((name) => DELIMITERS[name] === delimiter) ?? delimiter;

/** The number of delimiters that most lines have, and its weight. */
function agreed(lines: string[], delimiter: string): { ends: number; weight: number } {
  const found = new Map<number, number>();
  for (const line of lines) {
    const ends = line.split(delimiter).length - 1;
    found.set(ends, (found.get(ends) ?? 0) + ends);
  }
  let best = { ends: 0, weight: 0 };
  for (const [ends, weight] of found) if (weight > best.weight) best = { ends, weight };
  return best;
}

/** A tab beside a comma keeps Excel from taking digits for a number: it is part of the cell. */
const GUARDS = /^\t|\t(?=,)|(?<=,)\t/g;
/** The line without delimiters that are none. */
function withoutOthers(line: string, delimiter: string): string {
  if (delimiter === ',') return line.replaceAll(THOUSANDS, '');
  return delimiter === '\t' && line.includes(',') ? line.replaceAll(GUARDS, '') : line;
}

/** The delimiter that a line `sep=` names, or that cuts most of the first records into equally many cells. */
export function detectCut(head: string): Cut {
  const named = SEP_LINE.exec(head)?.[1];
  const bare = head.replaceAll(/"(?:[^"]|"")*"/g, '');
  const lines = bare.split(/\r\n|\r|\n/, TELLING_RECORDS);
  // A title may contain more commas than the table below has columns, but it is a single line.
  const weigh = (delimiter: string): number =>
    agreed(
      lines.map((line) => withoutOthers(line, delimiter)),
      delimiter,
    ).weight;
  const delimiter =
    named ?? Object.values(DELIMITERS).reduce((best, next) => (weigh(next) > weigh(best) ? next : best), ',');
  return {
    delimiter,
    name: nameOf(delimiter),
    ends: agreed(lines, delimiter).ends,
    isNamed: named !== undefined,
  };
}

/** Characters that some programs write as a line end and Excel does not, by name. */
const NO_LINE_ENDS: Record<string, string> = {
  '\u2028': 'U+2028',
  '\u2029': 'U+2029',
  '\u0085': 'U+0085',
  '\u000b': 'VT',
  '\u000c': 'FF',
};
const NO_LINE_END = new RegExp(`[${Object.keys(NO_LINE_ENDS).join('')}]`);

/** The first record that contains several, separated by something other than a line end: its number from 1, and the separator. */
export function joinedRecords(head: string, { delimiter }: Cut): { record: number; by: string } | null {
  if (!NO_LINE_END.test(head)) return null;
  const width = (text: string): number => text.split(delimiter).length;
  const lines = head.replaceAll(/"(?:[^"]|"")*"/g, '').split(/\r\n|\r|\n/, TELLING_RECORDS);
  for (const [at, line] of lines.entries()) {
    const [first = '', ...others] = line.split(NO_LINE_END);
    if (width(first) < 2 || !others.some((other) => width(other) === width(first))) continue;
    const by = NO_LINE_END.exec(line)?.[0] ?? '';
    return { record: at + 1, by: NO_LINE_ENDS[by] ?? '' };
  }
  return null;
}

/** Column, from 1, in which a text that begins a record ends. */
export function columnAtEnd(record: string, delimiter: string): number {
  let column = 1;
  let isQuoted = false;
  for (const character of record) {
    if (character === '"') isQuoted = !isQuoted;
    else if (character === delimiter && !isQuoted) column += 1;
  }
  return column;
}
