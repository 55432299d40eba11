import { resolve } from 'node:path';
import { dayInShanghai, releaseName } from '@skill-ledger/contracts';
import { type Command, InvalidArgumentError } from 'commander';
import { asOfDate } from '../base/as-of.ts';
import { homePaths, resolveHome } from '../home/home.ts';
import { openCurrentSnapshot } from '../home/open-snapshot.ts';
import { homeProgramme } from '../home/programme.ts';
import { currentSnapshotInfo } from '../home/snapshots.ts';
import type { PeriodDecisions } from '../releases/index.ts';
import { type Period, periodOf } from '../scoring/period.ts';
import { wordsOf } from './audit-note.ts';
import { answer, answerJson } from './output.ts';
import { addReleaseWay } from './release-commands.ts';

interface BuildOptions {
  asOf?: string;
  out: string;
  earlier?: string;
  revision: number;
  note?: string;
  json?: boolean;
}

export function addRelease(program: Command): void {
  const release = program.command('release').description('公开数据包 · bundles for the public');
  release
    .command('build <period>')
    .description('由当前快照生成一期公开数据包的草稿 · build the bundle of a draft from the current snapshot')
    .option('--as-of <date>', '截至日期 YYYY-MM-DD，默认期间最后一天 · as-of date')
    .requiredOption('--out <folder>', '写入的文件夹，须不存在或为空 · folder, new or empty')
    .option(
      '--earlier <folder>',
      '已公布数据包所在文件夹，默认数据文件夹的 public · folder of the bundles published before',
    )
    .option('--revision <number>', '修订号 · revision', wholeNumber, 1)
    .option('--note <text>', '修订说明：改了什么 · what changed since the revision before')
    .option('--json', '输出 JSON · print JSON')
    .action(build);
  release
    .command('verify <folder>')
    .description(
      '核对数据包：哈希、格式、各表合计、个人信息；有问题则以 1 退出 · check a bundle; exits with 1 if it has a fault',
    )
    .option('--json', '输出 JSON · print JSON')
    .action(verify);
  release
    .command('site <folder>')
    .description(
      '把已发布数据包所在文件夹做成静态网站 · make a static site from the folder of published bundles',
    )
    .requiredOption(
      '--out <folder>',
      '写入的文件夹：新的、空的，或以前做的网站（将被替换）· folder: new, empty, or a site made before, which is replaced',
    )
    .option('--url <address>', '网站的地址，供订阅使用 · address of the site, for its feed', siteUrl, '')
    .action(site);
  addReleaseWay(release);
}

/** An address that others can be joined to. */
function siteUrl(text: string): string {
  if (/^https?:\/\/\S+$/.test(text)) return text.replace(/\/*$/, '/');
  throw new InvalidArgumentError('应以 http:// 或 https:// 开头 · begins with http:// or https://');
}

async function site(folder: string, { out, url }: { out: string; url: string }): Promise<void> {
  const { buildSite, writeSite } = await import('../site/index.ts');
  const made = await buildSite(resolve(folder), { today: dayInShanghai(), base: url });
  await writeSite(made, resolve(out));
  const { releases, withdrawn } = made.published;
  answer(
    `${releases.length} 个版本（另有 ${withdrawn.length} 个已撤回），${made.files.size} 个文件，已写入 ${out} · ${releases.length} releases (${withdrawn.length} withdrawn), ${made.files.size} files written`,
  );
}

function wholeNumber(text: string): number {
  if (/^[1-9]\d{0,3}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('应为 1、2、3 … · a whole number from 1 on');
}

async function build(id: string, options: BuildOptions): Promise<void> {
  const home = resolveHome();
  const asOf = asOfDate(options.asOf);
  const programme = await homeProgramme(home);
  const period = periodOf(id, programme.facts);
  const { buildBundle, earlierReleases } = await import('../releases/index.ts');
  const earlier = await earlierReleases(resolve(options.earlier ?? homePaths(home).public));
  const state = await decisionsOf(home, period, asOf);
  const snapshot = await openCurrentSnapshot(home);
  try {
    const release = await buildBundle(
      await snapshot.connect(),
      {
        programme,
        period,
        asOf,
        snapshot: snapshot.id,
        madeAt: (await currentSnapshotInfo(home))?.createdAt ?? new Date(0).toISOString(),
        ...state,
        earlier,
        revision: options.revision,
        note: options.note ?? null,
      },
      resolve(options.out),
    );
    if (options.json) return answerJson(release);
    const cells = Object.values(release.withheld).reduce((sum, { length }) => sum + length, 0);
    answer(
      `${release.id} ${releaseName(release.id).zh}：${release.from} 至 ${release.asOf}，不予公布 ${cells} 格，已写入 ${options.out} · ${cells} cells withheld, written`,
    );
    if (release.unprotected > 0) {
      answer(
        `其中 ${release.unprotected} 格仍可被推算，不能公布 · ${release.unprotected} of them can be worked out: not to be published`,
      );
    }
  } finally {
    snapshot.close();
  }
}

/** What the state store tells of a period. */
async function decisionsOf(home: string, period: Period, asOf?: string): Promise<PeriodDecisions> {
  const { openState, periodDecisions } = await import('@skill-ledger/state');
  const state = await openState(home, process.env.SKILL_LEDGER_STATE_URL || undefined);
  try {
    return await periodDecisions(state, period, asOf);
  } finally {
    await state.destroy();
  }
}

async function verify(folder: string, options: { json?: boolean }): Promise<void> {
  const { verifyBundle } = await import('../releases/index.ts');
  // Names of trainees are known where there is a home; anywhere else the bundle is checked by itself.
  const snapshot = await openCurrentSnapshot(resolveHome()).catch(() => null);
  try {
    const faults = await verifyBundle(resolve(folder), await snapshot?.connect());
    if (faults.length > 0) process.exitCode = 1;
    if (options.json) return answerJson({ whole: faults.length === 0, faults, names: snapshot !== null });
    if (faults.length === 0) return answer(`${folder} 完整无误 · no fault found`);
    answer(faults.map(({ file, text }) => `${file}\n${wordsOf(text)}`).join('\n'));
  } finally {
    snapshot?.close();
  }
}
