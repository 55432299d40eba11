import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command } from 'commander';
import { explainFileError } from '../errors.ts';
import { csvLine } from '../text/csv.ts';
import { readFindings } from '../verify/findings.ts';
import { readJudgedPayouts } from '../verify/payouts.ts';
import { existing } from '../warehouse/compare.ts';
import { homePaths, resolveHome } from '../warehouse/home.ts';
import { openCurrentSnapshot, openSnapshotFile } from '../warehouse/open.ts';
import { answer, answerJson, table, thousands } from './output.ts';

export function addVerify(program: Command): void {
  program
    .command('verify')
    .description('逐笔核算应发金额并列出监管预警 · recompute every payment and list the findings')
    .requiredOption('--out <folder>', '写入 payouts.csv 和 findings.csv 的文件夹 · folder for the two files')
    .option('--snapshot <id>', '快照编号，默认当前 · snapshot, the current one by default')
    .option('--json', '输出 JSON · print JSON')
    .action(async ({ out, snapshot: id, json }: { out: string; snapshot?: string; json?: boolean }) => {
      const home = resolveHome();
      if (id !== undefined) await existing(home, id);
      const snapshot =
        id === undefined
          ? await openCurrentSnapshot(home)
          : await openSnapshotFile(id, homePaths(home).snapshot(id));
      try {
        const connection = await snapshot.connect();
        const payouts = await readJudgedPayouts(connection);
        const findings = await readFindings(connection);
        await write(out, 'payouts.csv', [
          ['发放编号', '应发金额', '实发金额', '差额', '结论', '依据'],
          ...payouts.map(({ payoutId, due, amount, difference, verdict, derivation }) => [
            payoutId,
            due,
            amount,
            difference,
            verdict,
            derivation.map(({ zh }) => zh).join('；'),
          ]),
        ]);
        await write(out, 'findings.csv', [
          ['规则', '键', '级别', '涉及金额', '说明'],
          ...findings.map(({ rule, key, severity, stake, text }) => [
            rule,
            key,
            SEVERITIES[severity] ?? severity,
            stake,
            text.zh,
          ]),
        ]);
        const verdicts = count(payouts.map(({ verdict }) => verdict ?? '已退回'));
        const rules = count(findings.map(({ rule }) => rule));
        if (json) return answerJson({ snapshot: snapshot.id, verdicts, findings: rules });
        const lines = (counts: Record<string, number>) =>
          Object.entries(counts).map(([name, number]) => [name, thousands(number)]);
        answer(
          [
            table(['结论', '笔数'], lines(verdicts)),
            table(['规则', '条数'], lines(rules)),
            `已写入 ${join(out, 'payouts.csv')}、${join(out, 'findings.csv')} · written`,
          ].join('\n\n'),
        );
      } finally {
        snapshot.close();
      }
    });
}

const SEVERITIES: Record<string, string> = { high: '高', medium: '中', low: '低' };

async function write(folder: string, name: string, lines: (string | null)[][]): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, name), `\uFEFF${lines.map(csvLine).join('')}`);
  } catch (error) {
    throw explainFileError(error, join(folder, name));
  }
}

function count(words: string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1;
  return counts;
}
