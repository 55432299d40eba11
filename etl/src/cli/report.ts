import { writeFile } from 'node:fs/promises';
import { extname, resolve } from 'node:path';
import { Language, ReportFormat } from '@skill-ledger/contracts';
import type { Command } from 'commander';
import { asOfDate } from '../base/as-of.ts';
import { explainFileError, UserError } from '../base/errors.ts';
import { resolveHome } from '../home/home.ts';
import { openCurrentSnapshot } from '../home/open-snapshot.ts';
import { homeProgramme } from '../home/programme.ts';
import { currentSnapshotInfo } from '../home/snapshots.ts';
import { programmeFolder } from '../programme/load.ts';
import { periodOf } from '../scoring/period.ts';
import { answer, answerJson } from './output.ts';

interface Options {
  asOf?: string;
  lang: string;
  out: string;
  json?: boolean;
}

export function addReport(program: Command): void {
  program
    .command('report <period>')
    .description('由当前快照生成季报、年报 · write the quarterly or annual report from the current snapshot')
    .option('--as-of <date>', '截至日期 YYYY-MM-DD，默认期间最后一天 · as-of date')
    .option('--lang <language>', '语言 zh 或 en · language', 'zh')
    .requiredOption(
      '--out <file>',
      '写入的文件，扩展名 .docx、.pdf 或 .xlsx · file to write; its ending is the format',
    )
    .option('--json', '输出 JSON · print JSON')
    .action(write);
}

async function write(id: string, options: Options): Promise<void> {
  const format = formatOf(options.out);
  const language = languageOf(options.lang);
  const asOf = asOfDate(options.asOf);
  const home = resolveHome();
  const programme = await homeProgramme(home);
  const period = periodOf(id, programme.facts);
  const { readSchemes } = await import('../scoring/index.ts');
  const { NO_TEXTS, readReportFacts, writeReport } = await import('../periodic-reports/index.ts');
  const { findingSecret, openState, readReportBasis } = await import('@skill-ledger/state');
  const state = await openState(home, process.env.SKILL_LEDGER_STATE_URL || undefined);
  const snapshot = await openCurrentSnapshot(home).catch(async (error: unknown) => {
    await state.destroy();
    throw error;
  });
  try {
    const until = asOf !== undefined && asOf < period.to ? asOf : period.to;
    const facts = await readReportFacts(await snapshot.connect(), {
      ...{ programme, period, asOf, snapshot: snapshot.id },
      schemes: await readSchemes(programmeFolder(programme.id)),
      madeAt: (await currentSnapshotInfo(home))?.createdAt ?? new Date(0).toISOString(),
      basis: await readReportBasis(state, { period: period.id, from: period.from, until }),
      secret: await findingSecret(state),
    });
    const bytes = await writeReport({ facts, texts: NO_TEXTS, state: 'draft', language }, format);
    const path = resolve(options.out);
    await writeFile(path, bytes).catch((error: unknown) => {
      throw explainFileError(error, path);
    });
    if (options.json) {
      return answerJson({
        period: period.id,
        from: period.from,
        asOf: until,
        snapshot: snapshot.id,
        format,
        path,
      });
    }
    answer(
      `${period.id}：${period.from} 至 ${until}，数据快照 ${snapshot.id}，已写入 ${options.out} · written`,
    );
  } finally {
    snapshot.close();
    await state.destroy();
  }
}

/** @throws UserError for another ending */
function formatOf(path: string): ReportFormat {
  const ending = extname(path).slice(1).toLowerCase();
  const format = ReportFormat.safeParse(ending);
  if (format.success) return format.data;
  const known = ReportFormat.options.map((one) => `.${one}`);
  throw new UserError({
    zh: `不能由 ${path} 判断格式；请把扩展名写成 ${known.join('、')}`,
    en: `${path} names no format: let it end with ${known.join(', ')}`,
  });
}

/** @throws UserError for another language */
function languageOf(text: string): Language {
  const language = Language.safeParse(text);
  if (language.success) return language.data;
  throw new UserError({
    zh: `没有语言“${text}”；可选：${Language.options.join('、')}`,
    en: `no language "${text}"; available: ${Language.options.join(', ')}`,
  });
}
