import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { instantInShanghai, type ScoreTrace, type UnitTrace } from '@skill-ledger/contracts';
import { csvLine } from '../base/csv.ts';
import { explainFileError } from '../base/errors.ts';
import { type ExportColumn, exportWorkbook } from '../workbooks/index.ts';

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

const NUMBERS = new Set(['分子', '分母', '实际完成值', '年度指标值', '分值', '调整后分值', '得分']);
const COLUMNS = HEADER.map(
  (label): ExportColumn => ({ label, kind: NUMBERS.has(label) ? 'number' : 'text' }),
);

const LIGHTS = { red: '■ 红', yellow: '▼ 黄', green: '● 绿', blue: '▲ 蓝' };

/** One row an indicator and unit, caps and deductions as rows of their own, and a total a unit. */
export function scoreRows({ period, units }: ScoreTrace): (string | null)[][] {
  return units.flatMap((unit) => [
    ...unit.indicators.map((one) => [
      period,
      unit.unit,
      one.level.zh,
      one.group.zh,
      one.name.zh,
      one.numerator,
      one.denominator,
      one.actual ?? '不适用',
      one.target,
      one.weight,
      one.weightInForce,
      one.points ?? '不适用',
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

/**
 * Writes the scores with their traces as CSV and as a workbook.
 * @returns the paths of both
 * @throws UserError where a file cannot be written
 */
export async function writeScores(trace: ScoreTrace, folder: string): Promise<string[]> {
  const rows = scoreRows(trace);
  const csv = `\uFEFF${[HEADER, ...rows].map(csvLine).join('')}`;
  const notes: [string, string][] = [
    ['标题', '绩效评分'],
    ['评价期', trace.period],
    ['截至日期', trace.asOf],
    ['数据快照', trace.snapshot],
    ['导出时间', `${instantInShanghai().slice(0, 16).replace('T', ' ')}（北京时间）`],
  ];
  const name = `绩效评分-${trace.period}-截至${trace.asOf}`;
  const files: [string, string | Uint8Array][] = [
    [join(folder, `${name}.csv`), csv],
    [
      join(folder, `${name}.xlsx`),
      await exportWorkbook({ title: '绩效评分', columns: COLUMNS, notes }, rows),
    ],
  ];
  try {
    await mkdir(folder, { recursive: true });
    for (const [path, content] of files) await writeFile(path, content);
  } catch (error) {
    throw explainFileError(error, folder);
  }
  return files.map(([path]) => path);
}
