import { defineTexts } from '../i18n/define-texts.ts';
import { words } from '../i18n/words.ts';

const zh = {
  ...words.zh,
  why: {
    hint: '为什么？',
    close: '关闭',
    definition: '定义',
    formula: '算式',
    values: '代入',
    clause: '依据',
    asOf: '截至日期',
    filters: '筛选范围',
    none: '全部，无筛选',
    snapshot: '数据快照',
    scope: '对象',
    exact: '精确值',
    interval: (level: string) => `${level} 区间`,
    method: '预测方法',
    backtest: '回测误差',
    backtestHint: '以往各期预测与实际相差的平均百分比',
    noBacktest: '数据太短，无法回测',
    statOn: '统计日期',
    undefined: '这项指标的说明还没有写入方案数据。',
    rows: (count: string, label = '台账行') => `${label}：${count} 行`,
    row: (number: number) => `第 ${number} 行`,
    more: (left: string) => `再看 20 行（还有 ${left} 行）`,
    download: '下载全部',
    downloadMasked: '导出（已遮盖）',
    lines: (count: string, total?: string) => `方案数据：${count} 行${total ? `，合计 ${total}` : ''}`,
    lineWords: { plan: '计划', baseline: '基线', from: '起始日', until: '截止日' } as Partial<
      Record<string, string>
    >,
    parts: '由这些指标算出，点开可逐个追问',
    giveTask: '就此下达督办',
  },
};

const en: typeof zh = {
  ...words.en,
  why: {
    hint: 'Why?',
    close: 'Close',
    definition: 'Definition',
    formula: 'Formula',
    values: 'With values',
    clause: 'Clause',
    asOf: 'As of',
    filters: 'Filters',
    none: 'No filters',
    snapshot: 'Snapshot',
    scope: 'Scope',
    exact: 'Exact value',
    interval: (level) => `${level} interval`,
    method: 'Method',
    backtest: 'Back-test error',
    backtestHint: 'mean absolute percentage error of past forecasts',
    noBacktest: 'the series is too short to test',
    statOn: 'Statistic of',
    rows: (count, label = 'Ledger rows') => `${label}: ${count}`,
    row: (number) => `row ${number}`,
    more: (left) => `20 more (${left} left)`,
    download: 'Download all',
    downloadMasked: 'Export (masked)',
    lines: (count, total) => `The programme’s data: ${count} lines${total ? `, ${total} in all` : ''}`,
    lineWords: { plan: 'plan', baseline: 'baseline', from: 'first day', until: 'last day' },
    parts: 'Computed from these figures; select one for its explanation',
    giveTask: 'Give a task about this',
    undefined: 'The programme data does not describe this figure yet.',
  },
};

/** The texts of "why?". */
export const useWhyTexts = defineTexts({ zh, en });
