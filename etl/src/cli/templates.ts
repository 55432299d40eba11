import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { KIND_LABELS, LedgerKind } from '@skill-ledger/contracts';
import type { Command } from 'commander';
import { explainFileError } from '../base/errors.ts';
import { resolveHome } from '../home/home.ts';
import { anyProgramme } from '../home/programme.ts';
import { answer } from './output.ts';

export function addTemplates(program: Command): void {
  program
    .command('templates')
    .description('写出各种台账的空白模板（Excel）· write a blank Excel template for each kind of ledger')
    .requiredOption('--out <folder>', '输出文件夹 · folder to write to')
    .action(async ({ out }: { out: string }) => {
      const { writeTemplate } = await import('../workbooks/index.ts');
      const programme = await anyProgramme(resolveHome());
      try {
        await mkdir(out, { recursive: true });
        for (const kind of LedgerKind.options) {
          const path = join(out, `${KIND_LABELS[kind].zh}模板.xlsx`);
          await writeFile(path, await writeTemplate(kind, programme));
          answer(path);
        }
      } catch (error) {
        throw explainFileError(error, out);
      }
    });
}
