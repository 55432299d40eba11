import type { FigureValues, ProgressReport } from '@skill-ledger/contracts';
import type { Command } from 'commander';
import { resolveHome } from '../home/home.ts';
import { openCurrentSnapshot } from '../home/open-snapshot.ts';
import { progressReport } from '../progress/index.ts';
import { answer, answerJson, table, thousands } from './output.ts';

export function addProgress(program: Command): void {
  program
    .command('progress')
    .description('进度一览 · the headline table')
    .option(
      '--as-of <date>',
      '截至日期 YYYY-MM-DD，默认取已有结业学员的班级和统计中最新的日期 · as-of date, by default the newest of classes and statistics',
    )
    .option('--json', '输出 JSON · print JSON')
    .action(async (options: { asOf?: string; json?: boolean }) => {
      const snapshot = await openCurrentSnapshot(resolveHome());
      try {
        const report = await progressReport(await snapshot.connect(), options.asOf);
        if (options.json) answerJson(report);
        else answer(describe(report));
      } finally {
        snapshot.close();
      }
    });
}

const SHAPES = { 领先: '▲', 正常: '●', 滞后: '▼', 严重滞后: '■' };
const count = (value: number | undefined): string => (value === undefined ? '—' : thousands(value));
const percent = (value: number | undefined): string =>
  value === undefined ? '—' : `${(value * 100).toFixed(1)} %`;
const signed = (value: number | undefined): string =>
  value === undefined ? '—' : `${value > 0 ? '+' : value < 0 ? '−' : ''}${Math.abs(value).toFixed(1)}`;
const pace = ({ pace: word }: FigureValues): string => (word === undefined ? '—' : `${SHAPES[word]} ${word}`);

function describe({ asOf, snapshot, total, domains, units, towns, workforce }: ProgressReport): string {
  const head = `截至 ${asOf} · 快照 ${snapshot}`;
  const headline = `完成培训 ${count(total.completed)} / ${count(total.target)} 人次（${percent(total.progress)}），序时 ${percent(total.timeProgress)}，进度差 ${signed(total.paceGap)} 个百分点 ${pace(total)}`;
  const ahead =
    total.forecast === undefined
      ? []
      : [
          `预测期末 ${count(total.forecast.value)}（${count(total.forecast.low)}–${count(total.forecast.high)}），所需月均 ${typeof total.requiredPerMonth === 'number' ? count(total.requiredPerMonth) : (total.requiredPerMonth ?? '—')}`,
        ];
  const skills =
    workforce === null
      ? []
      : [
          `技能劳动者占比 ${percent(workforce.skilledRatio)}（目标约 ${percent(workforce.skilledTarget)}，${workforce.skilledAttainment}，还差 ${count(workforce.skilledMissing)} 人），高技能人才占比 ${percent(workforce.highSkilledRatio)}（目标约 ${percent(workforce.highSkilledTarget)}，${workforce.highSkilledAttainment}，还差 ${count(workforce.highSkilledMissing)} 人）`,
        ];
  const line = (name: string, row: FigureValues, yardstick: number | undefined): string[] => [
    name,
    count(row.completed),
    count(yardstick),
    percent(row.progress),
    signed(row.paceGap),
    pace(row),
    percent(row.passRate),
  ];
  const columns = (name: string, yardstick: string): string[] => [
    name,
    '完成',
    yardstick,
    '完成率',
    '进度差',
    '进度',
    '合格率',
  ];
  return [
    head,
    headline,
    ...ahead,
    ...skills,
    '',
    table(
      columns('领域', '三年目标'),
      domains.map((row) => line(row.domain, row, row.target)),
    ),
    '',
    table(
      columns('部门', '任务数'),
      units.map((row) => line(row.unit, row, row.quota)),
    ),
    '',
    table(
      columns('镇街', '任务数'),
      towns.map((row) => line(row.town, row, row.quota)),
    ),
  ].join('\n');
}
