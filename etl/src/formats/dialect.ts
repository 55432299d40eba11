/** What may stand between the cells of a text table, by the name it is recorded under. */
export const DELIMITERS: Readonly<Record<string, string>> = {
  comma: ',',
  semicolon: ';',
  tab: '\t',
  pipe: '|',
};

/** The first records tell how the rest is cut. */
const TELLING_RECORDS = 20;
/** Excel's own line for it: never shown, and alone in the first record. */
const SEP_LINE = /^"?sep=([^"\r\n])"?[ \t]*(?:\r|\n|$)/i;
/** 1,234,567.00: these commas are part of an amount. */
const THOUSANDS = /(?<=\d),(?=\d{3}(?!\d))/g;

/** How a text table is cut. */
export interface Cut {
  delimiter: string;
  /** Name of the delimiter, or itself where it has none. */
  name: string;
  /** Delimiters that most of the first records have. */
  ends: number;
  /** Whether the text begins by naming its delimiter. */
  isNamed: boolean;
}

const nameOf = (delimiter: string): string =>
  Object.keys(DELIMITERS).find((name) => DELIMITERS[name] === delimiter) ?? delimiter;

/** The number of delimiters that most lines agree on, and what it weighs. */
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

/** The delimiter that a line `sep=` names, or that cuts most of the first records into equally many cells. */
export function detectCut(head: string): Cut {
  const named = SEP_LINE.exec(head)?.[1];
  const bare = head.replaceAll(/"(?:[^"]|"")*"/g, '');
  const lines = bare.split(/\r\n|\r|\n/, TELLING_RECORDS);
  // A title may hold more commas than the table below it has columns, but it stands alone.
  const weigh = (delimiter: string): number =>
    agreed(delimiter === ',' ? lines.map((line) => line.replaceAll(THOUSANDS, '')) : lines, delimiter).weight;
  const delimiter =
    named ?? Object.values(DELIMITERS).reduce((best, next) => (weigh(next) > weigh(best) ? next : best), ',');
  return {
    delimiter,
    name: nameOf(delimiter),
    ends: agreed(lines, delimiter).ends,
    isNamed: named !== undefined,
  };
}

/** In which column a text that begins a record ends, from 1. */
export function columnAtEnd(record: string, delimiter: string): number {
  let column = 1;
  let isQuoted = false;
  for (const character of record) {
    if (character === '"') isQuoted = !isQuoted;
    else if (character === delimiter && !isQuoted) column += 1;
  }
  return column;
}
