import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { useChangedProgramme } from './programme.ts';

/** A programme with one more rule: a line of rules.csv and an SQL file. */
export async function useProgrammeWithRule(
  line: string,
  file: string,
  sql: string,
): ReturnType<typeof useChangedProgramme> {
  const programme = await useChangedProgramme({
    'rules.csv': (text) => `${text.trimEnd()}\n${line}\n`,
  });
  await mkdir(join(programme.folder, 'rules'), { recursive: true });
  await writeFile(join(programme.folder, 'rules', file), sql);
  return programme;
}
