import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { dayInShanghai } from '@skill-ledger/contracts';
import { explainFileError, UserError } from '../base/errors.ts';
import { resolveHome } from '../home/home.ts';

/**
 * Ranking and review summary of a period's self-evaluations.
 * @throws UserError where no folder is named, or the period was not opened
 */
export async function writeReview(period: string, folder: string | undefined): Promise<string> {
  if (folder === undefined) {
    throw new UserError({
      zh: '--review 需要 --out 指定文件夹',
      en: '--review needs a folder: name it with --out',
    });
  }
  const { findPeriod, listOutcomes, openState } = await import('@skill-ledger/state');
  const { writeResultsWorkbook } = await import('../reports/index.ts');
  const state = await openState(resolveHome(), process.env.SKILL_LEDGER_STATE_URL || undefined);
  try {
    const stored = await findPeriod(state, period);
    if (!stored) {
      throw new UserError({
        zh: `评价期 ${period} 没有开启自评；在“绩效自评”页开启`,
        en: `no self-evaluation was opened for period ${period}: open it on the page of self-evaluations`,
      });
    }
    const today = dayInShanghai();
    const { parseScheme } = await import('../scoring/index.ts');
    const scheme = parseScheme(stored.scheme, period).id;
    const bytes = await writeResultsWorkbook(
      { ...stored, scheme },
      await listOutcomes(state, stored, today),
      { summary: true, madeAt: stored.finalisedAt ?? `${today}T00:00:00+08:00` },
    );
    const path = join(folder, `绩效自评复核汇总-全市-${period}.xlsx`);
    await writeFile(path, bytes).catch((error: unknown) => {
      throw explainFileError(error, path);
    });
    return path;
  } finally {
    await state.destroy();
  }
}
