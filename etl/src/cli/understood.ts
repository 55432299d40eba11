import { KIND_LABELS, type NoData, type TableReport } from '@skill-ledger/contracts';
import type { LoadResult } from '../operations/load.ts';
import type { StagedFile, StagedSheet } from '../stage/staged.ts';

const WHY: Record<NoData, string> = {
  header: '重复的表头 repeated header',
  title: '重复的标题 repeated title',
  note: '合计、说明行 totals and notes',
  numbers: '列号行 column numbers',
  units: '单位行 units',
};

/** Files beside the ledgers that were not read. */
export const notReadLines = (files: LoadResult['notRead']): string[] =>
  files.map(({ path, text }) => `没有读取 ${path}：${text.zh} · not read`);

/** How a load interpreted the files; always printed, so that no interpretation goes unnoticed. */
export function understoodLines(files: StagedFile[], isDetailed: boolean): string[] {
  return files.flatMap((file) => [
    ...(file.calendar === 1904
      ? [`${file.path}：按 1904 日期系统读取日期 · dates counted from 1904, as the workbook says`]
      : []),
    ...file.sheets.flatMap((sheet, at) => {
      const isFirst = file.sheets[at - 1]?.name !== sheet.name || at === 0;
      const where = `${file.path}${sheet.name && ` · ${sheet.name}`}`;
      return [...(isFirst ? sheetLines(sheet) : []), ...tableLines(sheet, isDetailed)].map(
        (line) => `${where}：${line}`,
      );
    }),
  ]);
}

function sheetLines({ state = 'visible', isLeftOut, remarks = [] }: StagedSheet): string[] {
  const hidden =
    state === 'visible'
      ? []
      : [
          isLeftOut
            ? '隐藏的工作表，没有计入；要计入请加 --hidden · a hidden sheet, not counted: add --hidden to count it'
            : '隐藏的工作表，已计入 · a hidden sheet, counted as asked for',
        ];
  return [...hidden, ...remarks.map(({ zh, en }) => `${zh} · ${en}`)];
}

function tableLines({ report, preview = [] }: StagedSheet, isDetailed: boolean): string[] {
  if (!report) return [];
  const [from, to] = report.headerRows;
  const rows = from === to ? `${from}` : `${from}–${to}`;
  const refused = report.refused ? [`没有读取：${report.refused.zh} · not read: ${report.refused.en}`] : [];
  if (!isDetailed) return [...refused, ...notable(report)];
  const fields = report.columns.map(({ column, header, label }) =>
    header === label ? `${column} ${label}` : `${column} ${header} → ${label}`,
  );
  return [
    ...refused,
    `表头在第 ${rows} 行，${report.range.join('–')} 列，读作“${KIND_LABELS[report.kind].zh}” · header in row ${rows}: ${fields.join('，')}`,
    ...notable(report),
    ...left(report),
    ...preview.map(
      ({ row, cells }) =>
        `  第 ${row} 行：${report.columns.map(({ field }) => cells[field] ?? '').join(' | ')}`,
    ),
  ];
}

/** Rows without data, by position. */
function left({ titles, noData }: TableReport): string[] {
  const list = Object.entries(noData).map(([why, rows]) => `第 ${rows} 行（${WHY[why as NoData]}）`);
  return [
    ...(titles ? [`表头上方第 ${titles} 行是标题 · titles above the header`] : []),
    ...(list.length > 0 ? [`忽略 ${list.join('，')} · ignored`] : []),
  ];
}

/** Differences from a plain table. */
function notable({ columns, unnamed, hiddenRows, hiddenColumns, crossedOut }: TableReport): string[] {
  const converted = columns.filter(({ factor }) => factor !== 1);
  return [
    ...converted.map(
      ({ header, unit, factor }) =>
        `“${header}”按${unit}读取，已乘以 ${factor} · read in ${unit}, multiplied by ${factor}`,
    ),
    ...(unnamed.length > 0
      ? [`${unnamed.join('、')} 列有内容而没有表头，已忽略 · columns without a header, ignored`]
      : []),
    ...(hiddenRows > 0
      ? [`其中 ${hiddenRows} 行是隐藏或筛选掉的行，已计入 · ${hiddenRows} hidden rows, counted`]
      : []),
    ...(crossedOut
      ? [
          `第 ${crossedOut} 行有删除线或注明作废，仍然计入；不要的请删去后重新报送 · struck through or marked as void, still counted`,
        ]
      : []),
    ...(hiddenColumns.length > 0
      ? [`${hiddenColumns.join('、')} 列是隐藏的列，已读取 · hidden columns, read too`]
      : []),
  ];
}
