import type { ScoreTrace } from '@skill-ledger/contracts';
import type { Command } from 'commander';
import { asOfDate } from '../base/as-of.ts';
import { UserError } from '../base/errors.ts';
import { resolveHome } from '../home/home.ts';
import { openCurrentSnapshot } from '../home/open-snapshot.ts';
import { homeProgramme } from '../home/programme.ts';
import { programmeFolder } from '../programme/load.ts';
import type { Scheme } from '../scoring/index.ts';
import { answer, answerJson, table } from './output.ts';

interface Options {
  asOf?: string;
  unit?: string;
  scheme?: string;
  json?: boolean;
  out?: string;
  ranking?: boolean;
}

export function addScore(program: Command): void {
  program
    .command('score <period>')
    .description('计算各单位绩效得分 · scores of every unit, from evidence')
    .option('--as-of <date>', '截至日期 YYYY-MM-DD，默认评价期最后一天 · as-of date')
    .option('--unit <name>', '只列一个单位 · one unit only')
    .option('--scheme <id>', '评分方案，默认评价期首日在用的方案 · scoring scheme')
    .option('--json', '输出 JSON · print JSON')
    .option('--out <folder>', '写入含计算过程的 CSV 和 Excel · folder for CSV and XLSX with the trace')
    .option('--ranking', '只要排名表：与 --out 合用 · with --out, the ranking instead of the trace')
    .action(async (period: string, options: Options) => {
      const { scores, scheme } = await computeScores(period, options);
      const { documentOf, rankingTable, resultsOf, scoreTable, writeScores } = await import(
        '../scoring/index.ts'
      );
      const written = options.ranking ? rankingTable(resultsOf(scheme, scores)) : scoreTable(scores);
      const files = options.out === undefined ? [] : await writeScores(scores, written, options.out);
      if (options.json) return answerJson(documentOf(scores));
      answer(
        [describe(scores), ...(files.length > 0 ? [`已写入 ${files.join('、')} · written`] : [])].join(
          '\n\n',
        ),
      );
    });
}

/** @throws UserError for a period, scheme, unit or date there is not */
async function computeScores(id: string, options: Options): Promise<{ scores: ScoreTrace; scheme: Scheme }> {
  const { unit } = options;
  const asOf = asOfDate(options.asOf);
  const home = resolveHome();
  const programme = await homeProgramme(home);
  const { periodOf, readSchemes, readScores, schemeFor } = await import('../scoring/index.ts');
  const period = periodOf(id, programme.facts);
  const schemes = await readSchemes(programmeFolder(programme.id));
  const scheme = schemeFor(schemes, period.from, options.scheme);
  const decided = await decidedFindings(home);
  const snapshot = await openCurrentSnapshot(home);
  try {
    const scores = await readScores(await snapshot.connect(), { period, asOf, scheme, ...decided });
    if (unit === undefined) return { scores, scheme };
    const units = scores.units.filter((one) => one.unit === unit);
    if (units.length > 0) return { scores: { ...scores, units }, scheme };
    throw new UserError({
      zh: `没有单位“${unit}”；可选：${scores.units.map((one) => one.unit).join('、')}`,
      en: `there is no unit "${unit}"; choose from: ${scores.units.map((one) => one.unit).join(', ')}`,
    });
  } finally {
    snapshot.close();
  }
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
  const head = `评价期 ${period}（${from} 至 ${to}）· 截至 ${asOf} · 快照 ${snapshot} · 方案 ${scheme}`;
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
