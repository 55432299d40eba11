import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Command, Option } from 'commander';
import { defaultProgramme } from '../home/programme.ts';
import { answer, answerJson, say, table } from './output.ts';

const SIZES = { city: 100_000, million: 1_000_000, province: 5_000_000, nation: 50_000_000 };

export function addBench(program: Command): void {
  program
    .command('bench')
    .description(
      '测速：与 DuckDB 裸读并排比较，不因慢而失败 · measure speed as ratios; never fails because of a time',
    )
    .addOption(
      new Option('--size <size>', '规模：城市 10 万、百万、省 500 万、全国 5000 万人次 · size')
        .choices(Object.keys(SIZES))
        .default('city'),
    )
    .option('--out <file>', '另存为 JSON 文件 · also write the result as JSON')
    .option('--json', '输出 JSON · print JSON')
    .action(async (options: { size: keyof typeof SIZES; out?: string; json?: boolean }) => {
      const folder = await mkdtemp(join(tmpdir(), 'skill-ledger-bench-'));
      try {
        const trainings = SIZES[options.size];
        const runs = trainings > SIZES.million ? 1 : 3;
        const programme = await defaultProgramme();
        const { bench } = await import('../bench/bench.ts');
        const { scoreTimes } = await import('./score-times.ts');
        const lines = await bench({ folder, programme, trainings, runs, onStep: say, scoreTimes });
        const result = { trainings, runs, node: process.version, lines };
        if (options.out) await writeFile(options.out, `${JSON.stringify(result, null, 2)}\n`);
        if (options.json) return answerJson(result);
        answer(
          table(
            ['', '测得', '要求', '', '明细'],
            lines.map(({ what, value, bar, unit, detail }) => [
              bar === null ? '' : value <= bar ? '✓' : '✗',
              `${value} ${unit}`,
              bar === null ? '' : `≤ ${bar} ${unit}`,
              what,
              detail,
            ]),
          ),
        );
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    });
}
