const zh = {
  understood: {
    title: '文件是这样读的',
    note: '装载前请看一眼：表头、列、单位对不对。个人信息已遮盖。',
    hiddenSheets: (sheets: string) => `文件中有隐藏的工作表：${sheets}。默认不计入。`,
    countHidden: '隐藏的工作表也计入',
    notRead: '这些文件没有读取：',
    header: (rows: string, range: string) => `表头在第 ${rows} 行，${range} 列`,
    calendar: '日期按工作簿的 1904 日期系统读取',
    column: '列',
    asWritten: '表头',
    readAs: '读作',
    unit: '单位',
    times: (unit: string, factor: string) => `${unit}，已乘以 ${factor}`,
    unnamed: (columns: string) => `${columns} 列有内容而没有表头，已忽略`,
    titles: (rows: string) => `表头上方第 ${rows} 行是标题，不计`,
    noData: {
      header: (rows: string) => `第 ${rows} 行是重复的表头，已忽略`,
      title: (rows: string) => `第 ${rows} 行是重复的标题，已忽略`,
      note: (rows: string) => `第 ${rows} 行是合计、说明等，已忽略`,
      numbers: (rows: string) => `第 ${rows} 行是列号，已忽略`,
      units: (rows: string) => `第 ${rows} 行是单位，已忽略`,
    },
    hiddenRows: (count: string) => `其中 ${count} 行在工作簿中被隐藏或筛选掉，已计入`,
    crossedOut: (rows: string) =>
      `第 ${rows} 行有删除线或在备注中注明作废，仍然计入；不要的请在原表中删去后重新上传`,
    hiddenColumns: (columns: string) => `${columns} 列在工作簿中被隐藏，已读取`,
  },
};

const en: typeof zh = {
  understood: {
    title: 'How the files were read',
    note: 'Check before loading that header, columns and units are right. Personal data is masked.',
    hiddenSheets: (sheets) => `There are hidden sheets: ${sheets}. They are not counted by default.`,
    countHidden: 'Count hidden sheets too',
    notRead: 'These files were not read:',
    header: (rows, range) => `header in row ${rows}, columns ${range}`,
    calendar: 'The workbook counts dates from 1904',
    column: 'Column',
    asWritten: 'Header',
    readAs: 'Read as',
    unit: 'Unit',
    times: (unit, factor) => `${unit}, multiplied by ${factor}`,
    unnamed: (columns) => `columns with content but without a header, ignored: ${columns}`,
    titles: (rows) => `titles above the header, not counted: row ${rows}`,
    noData: {
      header: (rows) => `repeated header, ignored: row ${rows}`,
      title: (rows) => `repeated title, ignored: row ${rows}`,
      note: (rows) => `totals and notes, ignored: row ${rows}`,
      numbers: (rows) => `column numbers, ignored: row ${rows}`,
      units: (rows) => `units, ignored: row ${rows}`,
    },
    hiddenRows: (count) => `rows hidden or filtered out in the workbook, counted all the same: ${count}`,
    crossedOut: (rows) =>
      `struck through or marked as void, still counted: row ${rows}. Delete rows you do not want and upload the file again`,
    hiddenColumns: (columns) => `Columns ${columns} are hidden in the workbook; they are read`,
  },
};

/** The texts on how uploaded files were read. */
export const understoodTexts = { zh, en };
