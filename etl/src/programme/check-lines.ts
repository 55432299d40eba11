import type { CsvFile } from './csv-file.ts';
import type { Fault } from './faults.ts';
import type { NumberedLine } from './read-file.ts';

/**
 * Checks the lines of a file against each other and against other files.
 * @param all files and their lines, by name
 */
export function checkLines(
  file: CsvFile,
  lines: NumberedLine[],
  all: Record<string, { file: CsvFile; lines: NumberedLine[] }>,
): Fault[] {
  const own = lines.flatMap(({ line, values }) => {
    const wrong = file.check?.(values);
    return wrong ? [{ file: file.file, line, ...wrong }] : [];
  });
  return [...own, ...repeated(file, lines), ...overlapping(file, lines), ...unknown(file, lines, all)];
}

const keyOf = ({ values }: NumberedLine, fields: string[]): string =>
  fields.map((field) => String(values[field])).join(' ');

function repeated({ file, unique = [] }: CsvFile, lines: NumberedLine[]): Fault[] {
  return unique.flatMap((fields) => {
    const seen = new Map<string, number>();
    return lines.flatMap((one) => {
      const key = keyOf(one, fields);
      const first = seen.get(key);
      if (first === undefined) seen.set(key, one.line);
      const problem = `“${key}” 与第 ${first} 行重复 · repeats line ${first}`;
      return first === undefined ? [] : [{ file, line: one.line, field: fields.join(','), problem }];
    });
  });
}

interface Validity {
  line: number;
  key: string;
  from: string;
  until: string;
}

/** Before and after every day in a file, for validities without a limit. */
const [ALWAYS, NEVER_ENDING] = ['0000-00-00', '9999-99-99'];

function overlapping({ file, effective }: CsvFile, lines: NumberedLine[]): Fault[] {
  if (!effective) return [];
  const { of, from, until } = effective;
  const field = `${from},${until}`;
  const validities = lines.map(
    (one): Validity => ({
      line: one.line,
      key: keyOf(one, of),
      from: String(one.values[from] ?? ALWAYS),
      until: String(one.values[until] ?? NEVER_ENDING),
    }),
  );
  return validities.flatMap((one, index) => {
    if (one.from > one.until)
      return [{ file, line: one.line, field, problem: '起始晚于截止 · starts after it ends' }];
    return validities
      .slice(0, index)
      .filter(({ key, ...other }) => key === one.key && other.from <= one.until && one.from <= other.until)
      .map((other) => ({
        file,
        line: one.line,
        field,
        problem: `“${one.key}” 的有效期与第 ${other.line} 行（${spell(other)}）重叠 · overlaps with line ${other.line}`,
      }));
  });
}

const spell = ({ from, until }: Validity): string =>
  `${from === ALWAYS ? '不限' : from} 至 ${until === NEVER_ENDING ? '不限' : until}`;

function unknown(
  { file, refers = {} }: CsvFile,
  lines: NumberedLine[],
  all: Record<string, { file: CsvFile; lines: NumberedLine[] }>,
): Fault[] {
  return Object.entries(refers).flatMap(([field, reference]) => {
    const home = reference && all[reference.to];
    if (!home) return [];
    const names = new Set(home.lines.map(({ values }) => values[reference.field]));
    return lines
      .filter(({ values }) => values[field] !== null && !names.has(values[field]))
      .map(({ line, values }) => ({
        file,
        line,
        field,
        problem: `“${values[field]}” 不在 ${home.file.file} 中 · is not in ${home.file.file}`,
      }));
  });
}
