import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { explainFileError, UserError } from '../base/errors.ts';
import { Scheme } from './scheme.ts';
import { faultsOf, type SchemeFault, syntaxFaults, toldWithPlace } from './scheme-faults.ts';

/**
 * A scheme, checked as a whole.
 * @param file named in the message
 * @throws UserError naming every fault at once, by line and field
 */
export function parseScheme(text: string, file: string): Scheme {
  const syntax = syntaxFaults(text);
  if (syntax.length > 0) throw refused(file, text, syntax);
  const parsed = Scheme.safeParse(JSON.parse(text));
  if (!parsed.success) {
    throw refused(
      file,
      text,
      parsed.error.issues.map(({ path, message }) => ({
        path: path.filter((step) => typeof step !== 'symbol'),
        zh: message,
        en: message,
      })),
    );
  }
  const faults = faultsOf(parsed.data);
  if (faults.length > 0) throw refused(file, text, faults);
  return parsed.data;
}

function refused(file: string, text: string, faults: SchemeFault[]): UserError {
  const told = faults.map((fault) => toldWithPlace(text, fault));
  return new UserError({
    zh: `评分方案 ${file} 有误：${told.map(({ zh }) => zh).join('；')}`,
    en: `scoring scheme ${file} is wrong: ${told.map(({ en }) => en).join('; ')}`,
  });
}

/** The schemes of a programme, the newest first. */
export async function readSchemes(programmeFolder: string): Promise<Scheme[]> {
  const folder = join(programmeFolder, 'schemes');
  try {
    const names = (await readdir(folder)).filter((name) => name.endsWith('.json')).sort();
    const schemes = await Promise.all(
      names.map(async (name) =>
        parseScheme(await readFile(join(folder, name), 'utf8'), join('schemes', name)),
      ),
    );
    refuseTwins(schemes.map((scheme, at) => ({ ...scheme, file: join('schemes', names[at] ?? '') })));
    return schemes.sort((a, b) => (a.validFrom < b.validFrom ? 1 : a.validFrom > b.validFrom ? -1 : 0));
  } catch (error) {
    throw explainFileError(error, folder);
  }
}

/** @throws UserError for two schemes with the same id or the same first day */
function refuseTwins(schemes: (Scheme & { file: string })[]): void {
  for (const [at, one] of schemes.entries()) {
    for (const field of ['id', 'validFrom'] as const) {
      const other = schemes.slice(0, at).find((earlier) => earlier[field] === one[field]);
      if (!other) continue;
      throw new UserError({
        zh: `评分方案 ${one.file} 与 ${other.file} 的 ${field} 相同（${one[field]}），请改其中一个`,
        en: `scoring schemes ${one.file} and ${other.file} have the same ${field} (${one[field]}): change one of them`,
      });
    }
  }
}

/**
 * The scheme in force on a period's first day, or the one named.
 * @throws UserError if there is none
 */
export function schemeFor(schemes: Scheme[], day: string, id?: string): Scheme {
  const found =
    id === undefined
      ? schemes.find(({ validFrom }) => validFrom <= day)
      : schemes.find((one) => one.id === id);
  if (found) return found;
  throw new UserError({
    zh: `没有适用于 ${id ?? day} 的评分方案；现有：${schemes.map((one) => `${one.id}（自 ${one.validFrom}）`).join('、') || '无'}`,
    en: `no scoring scheme for ${id ?? day}; there are: ${schemes.map((one) => `${one.id} (from ${one.validFrom})`).join(', ') || 'none'}`,
  });
}
