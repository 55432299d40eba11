import type { Command } from 'commander';
import { resolveHome } from '../home/home.ts';
import { anyProgramme } from '../home/programme.ts';
import { answer, answerJson, table } from './output.ts';

const SEVERITIES = { high: '高', medium: '中', low: '低' };

export function addRules(program: Command): void {
  program
    .command('rules')
    .description('列出方案的监管规则 · list the supervision rules of the programme')
    .option('--json', '输出 JSON · print JSON')
    .action(async ({ json }: { json?: boolean }) => {
      const { rules } = await anyProgramme(resolveHome());
      if (json) return answerJson(rules);
      answer(
        table(
          ['规则', '名称', '级别', '启用', '依据', 'Name'],
          rules.map(({ rule, name, nameEn, severity, active, clause }) => [
            rule,
            name,
            SEVERITIES[severity],
            active ? '是' : '否',
            clause,
            nameEn,
          ]),
        ),
      );
    });
}
