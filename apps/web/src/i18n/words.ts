import type { Attainment, Pace } from '@skill-ledger/contracts';
import { defineTexts } from './define-texts.ts';

const zh = {
  /** Joins names in a list. */
  comma: '、',
  /** Between a label and its value. */
  colon: '：',
  brackets: (text: string) => `（${text}）`,
  unitWords: {
    personTimes: '人次',
    persons: '人',
    workers: '人',
    days: '天',
    months: '个月',
    points: '个百分点',
    yuan: '万元',
    exactYuan: '元',
    perMonth: '人次/月',
  },
  pace: { 领先: '领先', 正常: '正常', 滞后: '滞后', 严重滞后: '严重滞后' } satisfies Record<Pace, string>,
  attainment: { 达成: '达成', 基本达成: '基本达成', 未达成: '未达成' } satisfies Record<Attainment, string>,
  absence: { 未分解: '未分解', 无数据: '无数据', 不适用: '不适用' },
  /** Of a unit to which no indicator applies. */
  notEvaluated: '不参评',
  /** Grades by their names in the scheme, where the language has others. */
  grades: {} as Record<string, string>,
  absenceWhy: {
    未分解: '任务没有分解到这里',
    无数据: '台账里没有这项数据',
    不适用: '这个口径下没有这项指标',
  },
  reached: { 已完成: '已完成', 已到期: '已到期' },
  asOf: '截至',
  filters: '筛选',
  domain: '领域',
  unit: '单位',
  departments: '部门',
  towns: '镇街',
  all: '全部',
  chosen: (count: number) => `已选 ${count}`,
  clear: '清除',
  clearAll: '清除全部筛选',
  remove: (name: string) => `移除筛选：${name}`,
  city: '全市',
};

const en: typeof zh = {
  comma: ', ',
  colon: ': ',
  brackets: (text) => ` (${text})`,
  unitWords: {
    personTimes: 'person-times',
    persons: 'persons',
    workers: 'workers',
    days: 'days',
    months: 'months',
    points: 'points',
    yuan: 'million yuan',
    exactYuan: 'yuan',
    perMonth: 'per month',
  },
  pace: { 领先: 'Ahead', 正常: 'On track', 滞后: 'Behind', 严重滞后: 'Far behind' },
  attainment: { 达成: 'Met', 基本达成: 'Nearly met', 未达成: 'Not met' },
  absence: { 未分解: 'not assigned', 无数据: 'no data', 不适用: 'n/a' },
  notEvaluated: 'not evaluated',
  grades: { 优: 'Excellent', 良: 'Good', 中: 'Fair', 差: 'Poor' },
  absenceWhy: {
    未分解: 'No quota was assigned',
    无数据: 'No data in the ledgers',
    不适用: 'Not applicable in this view',
  },
  reached: { 已完成: 'reached', 已到期: 'period ended' },
  asOf: 'As of',
  filters: 'Filters',
  domain: 'Domain',
  unit: 'Unit',
  departments: 'Departments',
  towns: 'Towns',
  all: 'all',
  chosen: (count) => `${count} selected`,
  clear: 'Clear',
  clearAll: 'Clear all filters',
  remove: (name) => `Remove filter: ${name}`,
  city: 'Whole city',
};

/** Words and notation shared by all parts of the interface. Their own texts include them. */
export const words = { zh, en };
export type Words = typeof zh;
export const useWords = defineTexts(words);
