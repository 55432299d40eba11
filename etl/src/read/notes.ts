import { normalise } from '../formats/index.ts';

/** A cell that only says that its row is a total. */
const TOTAL = /^(?:本页|本表|全部)?(?:合计|总计|小计|共计|汇总|累计|总合计):?$/;
/** 稠城街道小计: a total of the rows named by its first words. */
const TOTAL_OF = '(?:合计|小计|总计|共计|汇总):?$';
/** Beginnings of lines that are not rows, beside the programme's note words. */
const SIGNED = '\\((?:盖章|公章|签字|签章|签名)\\)';
const LINES = [
  '[第共]\\d+页',
  '\\d+页[,/]?共\\d+页',
  '\\d{1,3}/\\d{1,3}$',
  '-\\d+-$',
  '[Pp]age\\d+',
  '(?:注|附[件表]?)\\d*[:.、]',
  '注$',
  // 制单：, 财务负责人:, 单位负责人(签字):
  '[一-龥]{1,8}(?:\\([^()]{1,6}\\))?:',
  '(?:承前|过次|下接|接下|上接|接上|续上|结?转下|见下)(?:页|表|第\\d+页)',
  '续表',
  '(?:此件|后附|附后)',
  '(?:单位)?(?:公章|盖章处|印章)$',
  `(?:[^0-9A-Za-z].{0,7})?${SIGNED}`,
  '\\d{4}年\\d{1,2}月(?:\\d{1,2}日)?$',
  '[〇零一二三四五六七八九十]{4}年[一二三四五六七八九十]{1,3}月',
  '年月日$',
  '[~…]{2,}$',
  '[-—─]{2,}以下',
  '[-—─=*_]{3,}$',
  '[*※]',
  '(?:此行|本行)?以下(?:为空|无数据)',
  '完毕?$',
  '[(\\[【](?:合计|总计|小计|共计|汇总|累计|续)[)\\]】]$',
  '(?:本年|本月|本期|当年|当月|全年|截至.{1,6})(?:累计|合计|总计)',
  '(?:[合总小共累]計|總計|总数|总额|计|Σ|∑):?$',
  '总(?:人数|金额|人次)',
  '(?:金额|人数|人次).{0,2}合计',
  '共\\d+[人条行笔户]',
  '其中',
  '[一二三四五六七八九十]{1,3}、',
  '\\([一二三四五六七八九十]{1,3}\\)',
];

export const isTotal = (text: string): boolean => TOTAL.test(text);
export const isTotalOf = (text: string): boolean => new RegExp(TOTAL_OF).test(text);

const escaped = (word: string): string => word.replaceAll(/[^\p{L}\p{N}]/gu, '\\$&');

/** Source of a regular expression, for JavaScript and for DuckDB, the beginning of a line that is not a row. */
export const noteBeginning = (noteWords: readonly string[]): string =>
  `^(?:${[...noteWords.map((word) => escaped(normalise(word))), ...LINES].join('|')})`;

/** The same, or the end of its first cell. */
export const noteLook = (noteWords: readonly string[]): string => `${noteBeginning(noteWords)}|${TOTAL_OF}`;
