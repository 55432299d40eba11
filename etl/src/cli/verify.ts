import { type Command, Option } from 'commander';
import { resolveHome } from '../home/home.ts';
import { openCurrentSnapshot, openSnapshot } from '../home/open-snapshot.ts';
import { requireSnapshot } from '../home/snapshots.ts';
import { answer, answerJson, table, thousands } from './output.ts';

interface Options {
  out: string;
  snapshot?: string;
  lang: 'zh' | 'en';
  xlsx?: boolean;
  json?: boolean;
}

export function addVerify(program: Command): void {
  program
    .command('verify')
    .description('逐笔核算应发金额并列出监管预警 · recompute every payment and list the findings')
    .requiredOption('--out <folder>', '写入 payouts.csv 和 findings.csv 的文件夹 · folder for the two files')
    .option('--snapshot <id>', '快照编号，默认当前 · snapshot, the current one by default')
    .addOption(
      new Option('--lang <language>', '依据和说明的语言 · language of the reasons')
        .choices(['zh', 'en'])
        .default('zh'),
    )
    .option('--xlsx', '另写成 Excel 工作簿 · also write workbooks')
    .option('--json', '输出 JSON · print JSON')
    .action(async ({ out, snapshot: id, lang, xlsx, json }: Options) => {
      const home = resolveHome();
      if (id !== undefined) await requireSnapshot(home, id);
      const snapshot = id === undefined ? await openCurrentSnapshot(home) : await openSnapshot(home, id);
      try {
        const connection = await snapshot.connect();
        const { writeVerification } = await import('../entitlement/report.ts');
        const { verdicts, findings, files } = await writeVerification(connection, {
          folder: out,
          language: lang,
          xlsx: xlsx ?? false,
        });
        if (json) return answerJson({ snapshot: snapshot.id, verdicts, findings });
        const lines = (counts: Record<string, number>) =>
          Object.entries(counts).map(([name, number]) => [name, thousands(number)]);
        answer(
          [
            table(['结论', '笔数'], lines(verdicts)),
            table(['规则', '条数'], lines(findings)),
            `已写入 ${files.join('、')} · written`,
          ].join('\n\n'),
        );
      } finally {
        snapshot.close();
      }
    });
}
