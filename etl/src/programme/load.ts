import { statSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { checkLines } from './check-lines.ts';
import { type Fault, ProgrammeError } from './faults.ts';
import { ALL_FILES, FILES, type Lines } from './files.ts';
import { type Programme, ProgrammeFacts, programmeOf } from './programme.ts';
import { type NumberedLine, parseLines, readText } from './read-file.ts';

const SHIPPED = fileURLToPath(new URL('../../../data/programmes', import.meta.url));

/** Folder of all programmes: SKILL_LEDGER_PROGRAMMES, or those shipped with the product. */
const programmesFolder = (): string => process.env.SKILL_LEDGER_PROGRAMMES || SHIPPED;

/** Folder of a programme by its id. */
export const programmeFolder = (id: string): string => join(programmesFolder(), id);

/** Ids of the available programmes. */
export async function listProgrammes(): Promise<string[]> {
  const entries = await readdir(programmesFolder(), { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
}

/** The programme parsed last, and what its files were: every operation and many requests read the same one. */
let last: { folder: string; stats: string | null; texts: string[]; programme: Programme } | null = null;

/**
 * Reads and checks a programme's folder. Callers share the result, so its lines are frozen.
 * @throws ProgrammeError naming every fault at once
 */
export async function loadProgramme(folder: string): Promise<Programme> {
  const stats = statFiles(folder);
  if (stats !== null && last?.folder === folder && last.stats === stats) return last.programme;
  const texts = await Promise.all(ALL_FILES.map(([, file]) => readText(folder, file)));
  const isSame = last?.folder === folder && texts.every((text, index) => text === last?.texts[index]);
  const programme = last && isSame ? last.programme : parseProgramme(folder, texts);
  last = { folder, stats, texts, programme };
  return programme;
}

/** Milliseconds. A file that changed more recently may change again without another time: those of FAT are even seconds. */
const SETTLED_MS = 2000;

/**
 * Sizes and times of a programme's files, by which a change is seen without reading them. Synchronous: two dozen
 * calls that wait for threads take longer than reading.
 * @returns null where only their content tells
 */
function statFiles(folder: string): string | null {
  const found = ALL_FILES.map(([, { file }]) => statSync(join(folder, file), { throwIfNoEntry: false }));
  const isSettled = found.every((one) => one && one.ctimeMs < Date.now() - SETTLED_MS);
  return isSettled
    ? found.map((one) => [one?.ino, one?.size, one?.mtimeMs, one?.ctimeMs].join()).join(' ')
    : null;
}

/** @param texts of `ALL_FILES`, in their order */
function parseProgramme(folder: string, texts: string[]): Programme {
  const faults: Fault[] = [];
  const read = ALL_FILES.map(([name, file], index) => {
    const lines = parseLines(file, texts[index] ?? '', faults);
    return [name, { file, lines }] as const;
  });
  const all: Parameters<typeof checkLines>[2] = Object.fromEntries(read);
  for (const { file, lines } of Object.values(all)) faults.push(...checkLines(file, lines, all));
  const facts = readFacts(all.facts?.lines ?? [], faults);
  if (faults.length > 0 || !facts) throw new ProgrammeError(folder, faults);
  const lines = Object.fromEntries(
    read.map(([name, one]) => [name, Object.freeze(one.lines.map(({ values }) => values))]),
  );
  return programmeOf(folder, facts, lines as unknown as Lines);
}

function readFacts(lines: NumberedLine[], faults: Fault[]): ProgrammeFacts | null {
  const parsed = ProgrammeFacts.safeParse(
    Object.fromEntries(lines.map(({ values }) => [values.key, values.value])),
  );
  if (parsed.success) return parsed.data;
  for (const issue of parsed.error.issues) {
    const key = String(issue.path[0] ?? '');
    const line = lines.find(({ values }) => values.key === key)?.line ?? null;
    faults.push({
      file: FILES.facts.file,
      line,
      field: line === null ? key : 'value',
      problem: line === null ? `缺少 ${key} 一行 · no line with key ${key}` : issue.message,
    });
  }
  return null;
}
