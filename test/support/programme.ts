import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { programmeFolder } from '../../etl/src/programme/load.ts';
import { PROGRAMME } from './home.ts';

const VARIABLE = 'SKILL_LEDGER_PROGRAMMES';

/**
 * A changed copy of the programme, used by all loads until it is
 * removed.
 * @param changes transformation of each file's text
 */
export async function useChangedProgramme(
  changes: Record<string, (text: string) => string>,
): Promise<{ folder: string; remove(): Promise<void> }> {
  const programmes = await mkdtemp(join(tmpdir(), 'skill-ledger-programmes-'));
  const folder = join(programmes, PROGRAMME);
  await cp(programmeFolder(PROGRAMME), folder, { recursive: true });
  for (const [file, change] of Object.entries(changes)) {
    const path = join(folder, file);
    const text = await readFile(path, 'utf8');
    const changed = change(text);
    if (changed === text) throw new Error(`nothing changed in ${file}`);
    await writeFile(path, changed);
  }
  const before = process.env[VARIABLE];
  process.env[VARIABLE] = programmes;
  return {
    folder,
    remove: async () => {
      if (before === undefined) delete process.env[VARIABLE];
      else process.env[VARIABLE] = before;
      await rm(programmes, { recursive: true, force: true });
    },
  };
}
