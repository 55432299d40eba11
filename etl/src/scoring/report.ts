import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ScoreTrace, UnitTrace } from '@skill-ledger/contracts';
import { explainFileError } from '../base/errors.ts';
import { notesOf, type ScoreTable, tableCsv, tableWorkbook } from './table.ts';

const HEADER = [
  '评价期',
  '单位',
  '一级指标',
  '二级指标',
  '三级指标',
  '分子',
  '分母',
  '实际完成值',
  '年度指标值',
  '分值',
  '调整后分值',
  '得分',
  '亮灯',
  '小样本',
  '计算过程',
];

const LIGHTS = { red: '■ 红', yellow: '▼ 黄', green: '● 绿', blue: '▲ 蓝' };

/** One row an indicator and unit, caps and deductions as rows of their own, and a total a unit. */
function scoreRows({ period, units }: ScoreTrace): (string | null)[][] {
  return units.flatMap((unit) => [
    ...unit.indicators.map((one) => [
      period,
      unit.unit,
      one.level.zh,
      one.group.zh,
      one.name.zh,
      one.numerator,
      one.denominator,
      one.actual ?? (one.ratings ? '待评定' : '不适用'),
      one.target,
      one.weight,
      one.weightInForce,
      one.ratings ? '待评定' : (one.points ?? '不适用'),
      one.light && LIGHTS[one.light],
      one.smallBase ? '是' : null,
      one.note === null ? one.formula : `${one.formula}；${one.note.zh}`,
    ]),
    ...unit.adjustments.map(({ points, reason }) => totalRow(period, unit, '调整', points, reason.zh)),
    totalRow(period, unit, '总分', unit.total ?? '不参评', unit.grade),
  ]);
}

function totalRow(
  period: string,
  { unit }: UnitTrace,
  label: string,
  points: string,
  note: string | null,
): (string | null)[] {
  return [period, unit, label, null, null, null, null, null, null, null, null, points, null, null, note];
}

/** The scores with their traces, one line an indicator. */
export const scoreTable = (trace: ScoreTrace): ScoreTable => ({
  name: '绩效评分',
  header: HEADER,
  rows: scoreRows(trace),
  numbers: {
    ...{ 分子: 'General', 分母: 'General', 实际完成值: '0.000000', 年度指标值: 'General' },
    ...{ 分值: 'General', 调整后分值: '0.00', 得分: '0.00' },
  },
  notes: [
    ...notesOf(trace),
    ['计算过程', '代入实际值的算式，可用计算器逐项复算；未四舍五入的分数写成（分子 ÷ 分母）'],
    ['亮灯', '实际完成值 ÷ 年度指标值；分界由评分方案规定'],
    ['小样本', '分母小于评分方案规定的最小数：照常计分，不参与该项排名'],
  ],
});

/**
 * Writes a table about scores as CSV and as a workbook.
 * @returns the paths of both
 * @throws UserError where a file cannot be written
 */
export async function writeScores(
  { period, asOf }: Pick<ScoreTrace, 'period' | 'asOf'>,
  table: ScoreTable,
  folder: string,
): Promise<string[]> {
  const name = `${table.name}-${period}-截至${asOf}`;
  const files: [string, string | Uint8Array][] = [
    [join(folder, `${name}.csv`), tableCsv(table)],
    [join(folder, `${name}.xlsx`), await tableWorkbook(table)],
  ];
  try {
    await mkdir(folder, { recursive: true });
    for (const [path, content] of files) await writeFile(path, content);
  } catch (error) {
    throw explainFileError(error, folder);
  }
  return files.map(([path]) => path);
}
