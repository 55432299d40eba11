import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type Command, InvalidArgumentError } from 'commander';
import { resolveHome } from '../home/home.ts';
import { defaultProgramme } from '../home/programme.ts';
import { load } from '../operations/load.ts';
import { loadProgramme, programmeFolder } from '../programme/load.ts';
import { commandActor, noteOperations } from './audit-note.ts';
import { loadBar, say, thousands } from './output.ts';

const positive = (text: string): number => {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 1)
    throw new InvalidArgumentError('正整数 · a positive whole number');
  return value;
};

export function addDemo(program: Command): void {
  program
    .command('demo')
    .description('生成演示台账（虚构数据）· write demonstration ledgers in the formats offices use')
    .option('--trainings <number>', '培训人次 · number of trainings', positive, 70_000)
    .option('--seed <number>', '随机种子，相同种子产生相同文件 · same seed, same files', positive, 2021)
    .option('--out <folder>', '写入的文件夹 · folder to write to')
    .option('--load', '装入数据文件夹并标为演示数据 · load them into the home, marked 演示数据')
    .action(async (options: { trainings: number; seed: number; out?: string; load?: boolean }) => {
      if (!options.out && !options.load) {
        program.error('请指定 --out 文件夹 或 --load · specify --out FOLDER or --load');
      }
      const programme = await defaultProgramme();
      const folder = options.out ? resolve(options.out) : await mkdtemp(join(tmpdir(), 'skill-ledger-demo-'));
      try {
        await mkdir(folder, { recursive: true });
        const { writeDemo } = await import('../demo/index.ts');
        const demo = await writeDemo({
          programme: await loadProgramme(programmeFolder(programme)),
          folder,
          trainings: options.trainings,
          seed: options.seed,
        });
        say(
          `已写入 ${demo.files.length} 个演示台账，${thousands(demo.trainings)} 人次 · ${demo.files.length} demonstration ledgers`,
        );
        if (!options.load) return;
        const bar = loadBar();
        try {
          const result = await load({
            home: resolveHome(),
            paths: [folder],
            programme,
            demo: true,
            waitMs: 600_000,
            actor: commandActor(),
            onProgress: bar.onProgress,
          });
          bar.stop();
          await noteOperations();
          say(`已装入快照 ${result.snapshot}（演示数据）· loaded as snapshot ${result.snapshot}`);
        } finally {
          bar.stop();
        }
      } finally {
        if (!options.out) await rm(folder, { recursive: true, force: true });
      }
    });
}
