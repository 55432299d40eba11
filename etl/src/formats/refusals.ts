import type { Bilingual } from '@skill-ledger/contracts';
import { LedgerFileError } from './error.ts';

/** Files that are not ledgers although they may contain a table, each with what to do. */
const UNSUPPORTED = {
  et: {
    zh: '是 WPS 表格格式（.et）；请用 WPS 打开，“另存为”选 .xlsx 后再报送',
    en: 'is a WPS spreadsheet (.et): open it in WPS, save it as .xlsx and hand that in',
  },
  ods: {
    zh: '是 OpenDocument 表格（.ods）；请用 WPS 或 LibreOffice 打开，“另存为”选 .xlsx 后再报送',
    en: 'is an OpenDocument spreadsheet (.ods): open it, save it as .xlsx and hand that in',
  },
  xlsb: {
    zh: '是二进制工作簿（.xlsb）；请用 Excel 打开，“另存为”选“Excel 工作簿（.xlsx）”后再报送',
    en: 'is a binary workbook (.xlsb): open it in Excel, save it as "Excel workbook (.xlsx)" and hand that in',
  },
  template: {
    zh: '是 Excel 模板（.xltx），不是台账；请用它新建工作簿，填好后另存为 .xlsx 再报送',
    en: 'is an Excel template (.xltx), not a ledger: create a workbook from it, save that as .xlsx and upload it',
  },
  archive: {
    zh: '是压缩包；请先解压，再报送其中的 .xlsx、.xls 或 .csv',
    en: 'is an archive: unpack it and hand in the .xlsx, .xls or .csv workbook in it',
  },
  office: {
    zh: '是 Word、PowerPoint 等文件，不是工作簿；请把表格复制到 Excel/WPS，存为 .xlsx 后再报送',
    en: 'is a Word or PowerPoint file, no workbook: copy the table into Excel/WPS, save it as .xlsx and hand that in',
  },
  oldOffice: {
    zh: '不是 Excel 工作簿（可能是旧版 Word 等文件）；请把表格另存为 .xlsx 后再报送',
    en: 'is no Excel workbook (perhaps an old Word file): save the table as .xlsx and hand that in',
  },
  oldExcel: {
    zh: '是 Excel 4 或更早版本的工作表，已无法可靠读取；请用 Excel/WPS 打开，另存为 .xlsx 后再报送',
    en: 'is a sheet of Excel 4 or earlier, which cannot be read reliably: open it in Excel/WPS, save it as .xlsx and hand that in',
  },
  sylk: {
    zh: '是 SYLK 文件（.slk）；请用 Excel/WPS 打开，另存为 .xlsx 后再报送',
    en: 'is a SYLK file (.slk): open it in Excel/WPS, save it as .xlsx and hand that in',
  },
  dif: {
    zh: '是 DIF 数据交换文件（.dif）；请用 Excel/WPS 打开，另存为 .xlsx 后再报送',
    en: 'is a DIF file (.dif): open it in Excel/WPS, save it as .xlsx and hand that in',
  },
  dbf: {
    zh: '是 dBASE 数据库文件（.dbf）；请用 Excel/WPS 打开，另存为 .xlsx 后再报送',
    en: 'is a dBASE file (.dbf): open it in Excel/WPS, save it as .xlsx and hand that in',
  },
  mail: {
    zh: '是单个文件网页（.mht，常被命名为 .xls），不是工作簿；请用 Excel/WPS 打开，另存为 .xlsx 后再报送',
    en: 'is a web archive (.mht, often named .xls), no workbook: open it in Excel/WPS, save it as .xlsx and hand that in',
  },
  spreadsheetXml: {
    zh: '是“XML 表格 2003”，不是网页也不是工作簿；请用 Excel 打开，另存为 .xlsx 后再报送',
    en: 'is an "XML spreadsheet 2003": open it in Excel, save it as .xlsx and hand that in',
  },
  webPage: {
    zh: '是网页或 XML 文件而不是表格（系统导出的 .xls 常是网页）；请用 Excel/WPS 打开，另存为 .xlsx 后再报送',
    en: 'is a web page or XML file, not a table: open it in Excel/WPS, save it as .xlsx and hand that in',
  },
  behindMark: {
    zh: '是前面多了文字标记（BOM）的工作簿，Excel 也打不开：传送时被当作文本改动过；请重新下载或重新导出原文件',
    en: 'is a workbook behind a byte order mark, which Excel cannot open either: it was changed as text on its way; download or export it again',
  },
  noFile: {
    zh: '不是普通文件（可能是管道或设备）；请先存成文件再报送',
    en: 'is no regular file (a pipe or device, perhaps): save it as a file and hand that in',
  },
  otherWorkbook: {
    zh: '是 Office 文件，但其中没有可读的工作簿；请用 Excel/WPS 打开，另存为 .xlsx 后再报送',
    en: 'is an Office file without a workbook that can be read: open it in Excel/WPS, save it as .xlsx and hand that in',
  },
} satisfies Record<string, Bilingual>;

export type Unsupported = keyof typeof UNSUPPORTED;

const BY_EXTENSION: [RegExp, Unsupported][] = [
  [/\.ett?$/i, 'et'],
  [/\.(ods|fods)$/i, 'ods'],
  [/\.xlsb$/i, 'xlsb'],
  [/\.xl(tx|tm|t)$/i, 'template'],
  [/\.(zip|rar|7z|gz|tar)$/i, 'archive'],
  [/\.(mht|mhtml)$/i, 'mail'],
  [/\.(docx?|pptx?|wps)$/i, 'office'],
  [/\.slk$/i, 'sylk'],
  [/\.dif$/i, 'dif'],
  [/\.dbf$/i, 'dbf'],
];

/** Why a file of a folder is not read, by its name alone. */
export function notReadByName(name: string): Bilingual {
  const known = BY_EXTENSION.find(([extension]) => extension.test(name));
  if (known) return UNSUPPORTED[known[1]];
  return {
    zh: '不是台账文件（.xlsx、.xls、.csv、.txt、.tsv）；如果是台账，请另存为 .xlsx 后再报送',
    en: 'is no ledger file (.xlsx, .xls, .csv, .txt, .tsv): if it is a ledger, save it as .xlsx and hand that in',
  };
}

export const unsupported = (what: Unsupported, file: string): LedgerFileError =>
  new LedgerFileError('unsupported', file, UNSUPPORTED[what]);

/** Formats that never hold a table, by name. */
export const noTable = (format: string, file: string): LedgerFileError =>
  new LedgerFileError('unsupported', file, {
    zh: `是 ${format} 文件而不是表格；请报送 .xlsx、.xls 或 .csv`,
    en: `is a ${format} file, not a table: hand in .xlsx, .xls or .csv`,
  });

export const emptyFile = (file: string): LedgerFileError =>
  new LedgerFileError('empty', file, {
    zh: '文件是空的；请确认导出成功后重新报送',
    en: 'is empty: make sure it was exported and upload it again',
  });

export const passwordProtected = (file: string): LedgerFileError =>
  new LedgerFileError('password', file, {
    zh: '文件有密码保护（打开时不问密码的，可能设了修改密码或只读保护，内容同样被加密）；请在 Excel/WPS 中去掉密码后另存，再重新报送',
    en: 'is protected by a password (one that is only asked for changes encrypts it as well): remove it in Excel/WPS, save and upload it again',
  });

export const damagedWorkbook = (file: string, cause: unknown): LedgerFileError =>
  new LedgerFileError(
    'damaged',
    file,
    {
      zh: '工作簿已损坏，无法读取；请用 Excel/WPS 打开修复后另存，再重新报送',
      en: 'is a damaged workbook: open and repair it in Excel/WPS, save it and upload it again',
    },
    { cause },
  );

export const withoutSheets = (file: string): LedgerFileError =>
  new LedgerFileError('damaged', file, {
    zh: '工作簿中没有任何工作表，文件可能不完整；请用 Excel/WPS 打开检查后另存，再重新报送',
    en: 'is a workbook without any sheet and may be incomplete: open it in Excel/WPS, save it and upload it again',
  });

export const sheetMissing = (file: string, sheet: string): LedgerFileError =>
  new LedgerFileError('damaged', file, {
    zh: `工作表“${sheet}”的内容不在文件中，文件不完整；请用 Excel/WPS 打开修复后另存，再重新报送`,
    en: `lacks the contents of its sheet "${sheet}": open and repair it in Excel/WPS, save it and upload it again`,
  });

export const longCell = (file: string, row: number, limit: number): LedgerFileError =>
  new LedgerFileError('too-large', file, {
    zh: `第 ${row} 行有一个单元格的文字过长（超过 ${limit} 个字符）；请删短后重新报送`,
    en: `row ${row} holds a cell of more than ${limit} characters: shorten it`,
  });

/** A text whose records are separated by something other than a line end. */
export const recordsJoined = (file: string, record: number, by: string): LedgerFileError =>
  new LedgerFileError('damaged', file, {
    zh: `第 ${record} 行里有好几行内容，它们之间是 ${by} 而不是换行符，无法分行；请从原系统重新导出，或用编辑器把它替换为换行后再报送`,
    en: `record ${record} contains several, separated by ${by} instead of line ends: export the file again, or replace these by line ends in an editor`,
  });
