import type { FieldType } from '../releases/index.ts';
import { type Sheet, writeSheets } from '../workbooks/index.ts';
import { headText, isNumber } from './cells.ts';
import type { ReportDocument, TableBlock } from './document.ts';

const FORMATS: Record<FieldType, string> = {
  text: '',
  flag: '',
  count: '#,##0',
  number: 'General',
  yuan: '#,##0.00',
  ratio: '0.00##%',
};
/** Maximum length of a sheet's name, and characters not allowed in it. */
const MOST_CHARACTERS = 31;
const FORBIDDEN = /[\\/?*[\]:]/g;

/**
 * Every table of a report on its own sheet, with numbers as numbers; the text and the facts about the file on further sheets.
 * @param madeAt ISO time; the same document made at the same time is the same bytes
 */
export function writeReportXlsx(report: ReportDocument, madeAt: string): Promise<Uint8Array> {
  const { language, blocks, title, about, notes } = report;
  const say = (zh: string, en: string): string => (language === 'zh' ? zh : en);
  const tables = blocks.flatMap((block) => (block.kind === 'table' ? [block] : []));
  const lines = blocks.flatMap((block): string[] => {
    if (block.kind === 'heading') return [block.text];
    if (block.kind === 'table') return [block.caption];
    if (block.kind === 'chart') return [`${block.title}: ${block.alt}`];
    return [block.inlines.map((one) => (typeof one === 'string' ? one : `[${one.note}]`)).join('')];
  });
  return writeSheets(
    [
      {
        name: say('说明', 'About'),
        header: [say('项目', 'Item'), say('说明', 'Text')],
        rows: [[say('标题', 'Title'), title], ...about],
      },
      { name: say('正文', 'Text'), header: [title], rows: lines.map((line) => [line]) },
      ...tables.map((table) => sheetOf(table, language)),
      {
        name: say('指标定义', 'Definitions'),
        header: [say('注', 'Note'), say('定义', 'Definition')],
        rows: notes.map((note, at) => [String(at + 1), note]),
      },
    ],
    title,
    madeAt,
  );
}

function sheetOf({ caption, fields, rows }: TableBlock, language: 'zh' | 'en'): Sheet {
  return {
    name: caption.replaceAll(FORBIDDEN, ' ').replace('　', ' ').slice(0, MOST_CHARACTERS),
    header: fields.map((field) => headText(field, language)),
    rows: rows.map((row) => fields.map(({ name }) => row[name] ?? null)),
    numbers: Object.fromEntries(
      fields.filter(isNumber).map((field) => [headText(field, language), FORMATS[field.type]]),
    ),
  };
}
