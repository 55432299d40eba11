import { defineTexts } from '../../i18n/define-texts.ts';

const zh = {
  formats: { docx: 'Word', xlsx: 'Excel', pdf: 'PDF' },
  form: (format: string) => `自评表 ${format}`,
  officialForm: (unit: string, format: string, nth?: number) =>
    `下载${unit}项目支出绩效自评表${nth === undefined ? '' : `（第 ${nth} 次提交）`} ${format}`,
  column: '自评表',
  results: '下载排名 Excel',
  summary: '下载复核汇总 Excel',
};

const en: typeof zh = {
  formats: { docx: 'Word', xlsx: 'Excel', pdf: 'PDF' },
  form: (format) => `Form as ${format}`,
  officialForm: (unit, format, nth) =>
    `Download the official form of ${unit}${nth === undefined ? '' : ` (submission ${nth})`} as ${format}`,
  column: 'Official form',
  results: 'Download the ranking as Excel',
  summary: 'Download the review summary as Excel',
};

/** Names of downloads of self-evaluations. */
export const useDownloadTexts = defineTexts({ zh, en });
