import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { periodName, type ScoreTrace } from '@skill-ledger/contracts';
import type { Command } from 'commander';
import { asOfDate } from '../base/as-of.ts';
import { explainFileError, UserError } from '../base/errors.ts';
import { resolveHome } from '../home/home.ts';
import { openCurrentSnapshot } from '../home/open-snapshot.ts';
import { homeProgramme } from '../home/programme.ts';
import { currentSnapshotInfo } from '../home/snapshots.ts';
import { programmeFolder } from '../programme/load.ts';
import { FORM_FORMATS } from '../reports/form-formats.ts';
import type { FormContent, FormFormat } from '../reports/index.ts';
import type { Scheme } from '../scoring/index.ts';
import { answer, answerJson, table } from './output.ts';
import { writeReview } from './score-review.ts';

interface Options {
  asOf?: string;
  unit?: string;
  scheme?: string;
  json?: boolean;
  out?: string;
  forms?: string;
  ranking?: boolean;
  review?: boolean;
}

export function addScore(program: Command): void {
  program
    .command('score <period>')
    .description('计算各单位绩效得分 · compute the scores of every unit')
    .option('--as-of <date>', '截至日期 YYYY-MM-DD，默认评价期最后一天 · as-of date')
    .option('--unit <name>', '只列一个单位 · one unit only')
    .option('--scheme <id>', '评分方案，默认评价期首日在用的方案 · scoring scheme')
    .option('--json', '输出 JSON · print JSON')
    .option('--out <folder>', '写入含计算过程的 CSV 和 Excel · folder for CSV and XLSX with the trace')
    .option(
      '--forms <formats>',
      '在 --out 文件夹中写各单位的项目支出绩效自评表：docx,xlsx,pdf · official form of each unit, in these formats',
    )
    .option('--ranking', '只要排名表：与 --out 合用 · with --out, the ranking instead of the trace')
    .option(
      '--review',
      '与 --out 合用：另写该评价期自评的排名与复核汇总 Excel · with --out, also ranking and review summary of the self-evaluations',
    )
    .action(async (period: string, options: Options) => {
      const formats = formFormats(options);
      const { scores, scheme, forms, madeAt } = await computeScores(period, options);
      const { documentOf, rankingTable, resultsOf, scoreTable, writeScores } = await import(
        '../scoring/index.ts'
      );
      const written = options.ranking ? rankingTable(resultsOf(scheme, scores)) : scoreTable(scores);
      const files = options.out === undefined ? [] : await writeScores(scores, written, options.out);
      if (options.out !== undefined) files.push(...(await writeForms(forms, formats, options.out, madeAt)));
      if (options.review) files.push(await writeReview(scores.period, options.out));
      if (options.json) return answerJson(documentOf(scores));
      answer(
        [describe(scores), ...(files.length > 0 ? [`已写入 ${files.join('、')} · written`] : [])].join(
          '\n\n',
        ),
      );
    });
}

/** @throws UserError for an unknown format, or without a folder to write to */
function formFormats({ forms, out }: Options): FormFormat[] {
  if (forms === undefined) return [];
  const formats = forms.split(',').map((format) => format.trim());
  const unknown = formats.find((format) => !FORM_FORMATS.some((known) => known === format));
  if (unknown !== undefined || out === undefined) {
    throw new UserError({
      zh:
        unknown === undefined
          ? '--forms 需要 --out 指定文件夹'
          : `没有格式“${unknown}”；可选：${FORM_FORMATS.join('、')}`,
      en:
        unknown === undefined
          ? '--forms needs a folder: name it with --out'
          : `no format "${unknown}"; available: ${FORM_FORMATS.join(', ')}`,
    });
  }
  return formats as FormFormat[];
}

interface Computed {
  scores: ScoreTrace;
  scheme: Scheme;
  /** When the snapshot was made: the same snapshot gives the same files, byte by byte. */
  madeAt: string;
  /** What each unit's official form is made of. */
  forms: FormContent[];
}

/** @throws UserError for an unknown period, scheme, unit or date */
async function computeScores(id: string, options: Options): Promise<Computed> {
  const { unit, scheme } = options;
  const asOf = asOfDate(options.asOf);
  const home = resolveHome();
  const programme = await homeProgramme(home);
  const { periodOf, readSchemes, readScores, schemeFor } = await import('../scoring/index.ts');
  const { readFormFunds } = await import('../reports/index.ts');
  const period = periodOf(id, programme.facts);
  const schemes = await readSchemes(programmeFolder(programme.id));
  const decided = await decidedFindings(home);
  const snapshot = await openCurrentSnapshot(home);
  try {
    const connection = await snapshot.connect();
    const chosen = schemeFor(schemes, period.from, scheme);
    const all = await readScores(connection, { period, asOf, scheme: chosen, ...decided });
    const units = all.units.filter((one) => unit === undefined || one.unit === unit);
    if (units.length > 0) {
      const funds = await readFormFunds(connection, { period, until: all.until, scheme: chosen });
      const project = programme.facts.name;
      return {
        scores: { ...all, units },
        scheme: chosen,
        madeAt: (await currentSnapshotInfo(home))?.createdAt ?? new Date(0).toISOString(),
        forms: units.map((one) => ({
          project,
          scores: all,
          unit: one,
          scheme: chosen,
          funds: funds(one.unit),
        })),
      };
    }
    throw new UserError({
      zh: `没有单位“${unit}”；可选：${all.units.map((one) => one.unit).join('、')}`,
      en: `no unit "${unit}"; available: ${all.units.map((one) => one.unit).join(', ')}`,
    });
  } finally {
    snapshot.close();
  }
}

/** @returns paths of the files written */
async function writeForms(
  forms: FormContent[],
  formats: FormFormat[],
  folder: string,
  madeAt: string,
): Promise<string[]> {
  const { writeOfficialForm } = await import('../reports/index.ts');
  const paths: string[] = [];
  for (const format of formats) {
    for (const form of forms) {
      const path = join(folder, `项目支出绩效自评表-${form.unit.unit}-${form.scores.period}.${format}`);
      await writeFile(path, await writeOfficialForm(form, format, madeAt)).catch((error: unknown) => {
        throw explainFileError(error, path);
      });
      paths.push(path);
    }
  }
  return paths;
}

/** Ids of the findings decided 属实, and the secret they are made with. */
async function decidedFindings(home: string): Promise<{ confirmed: string[]; secret: string }> {
  const { confirmedFindings, findingSecret, openState } = await import('@skill-ledger/state');
  const state = await openState(home, process.env.SKILL_LEDGER_STATE_URL || undefined);
  try {
    return { confirmed: await confirmedFindings(state), secret: await findingSecret(state) };
  } finally {
    await state.destroy();
  }
}

const LIGHTS = { red: '■', yellow: '▼', green: '●', blue: '▲' };

function describe({ period, from, to, asOf, snapshot, scheme, units }: ScoreTrace): string {
  const head = `评价期 ${periodName(period).zh}（${from} 至 ${to}）· 截至 ${asOf} · 快照 ${snapshot} · 方案 ${scheme}`;
  const names = units[0]?.indicators.map(({ name }) => name.zh) ?? [];
  const lines = units.map(({ unit, total, grade, indicators }) => [
    unit,
    total ?? '不参评',
    grade ?? '—',
    ...indicators.map(({ points, light }) =>
      points === null ? '—' : `${points} ${light ? LIGHTS[light] : ''}`,
    ),
  ]);
  return [head, table(['单位', '总分', '等级', ...names], lines)].join('\n\n');
}
