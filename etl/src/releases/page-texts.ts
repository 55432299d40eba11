import type { Language } from '@skill-ledger/contracts';

const TEXTS = {
  index: { zh: '本期概览', en: 'Overview' },
  asOf: { zh: '截至', en: 'As of' },
  period: { zh: '期间', en: 'Period' },
  indexNumber: { zh: '索引号', en: 'Index number' },
  validity: { zh: '有效性', en: 'Validity' },
  inForce: { zh: '现行有效', en: 'in force' },
  draft: { zh: '草稿，未公布', en: 'draft, not published' },
  publishedAt: { zh: '发布日期', en: 'Published' },
  publisher: { zh: '发布机构', en: 'Published by' },
  unpublished: { zh: '未公布', en: 'not published' },
  definitions: { zh: '数据说明', en: 'Definitions' },
  notes: { zh: '指标定义', en: 'How the figures are defined' },
  downloads: { zh: '下载本表', en: 'Download this table' },
  tables: { zh: '全部数据表', en: 'All tables' },
  clause: { zh: '依据', en: 'Clause' },
  withheld: { zh: '不予公布', en: 'withheld' },
  withheldWhy: {
    zh: '为保护个人信息，人次为 1–4 的格不予公布；为使其无法推算，另有若干格一并不公布。',
    en: 'To protect persons, cells of 1–4 are withheld, and others with them so that they cannot be worked out.',
  },
  none: { zh: '无数据', en: 'no value' },
  large: { zh: '大字版', en: 'Large type' },
  contrast: { zh: '高对比度', en: 'High contrast' },
  skip: { zh: '跳到正文', en: 'Skip to the content' },
  other: { zh: 'English', en: '中文' },
  note: { zh: '修订说明', en: 'What changed' },
  supersedes: { zh: '替代', en: 'Supersedes' },
  topmost: { zh: '最高', en: 'Highest' },
} as const;

export type PageText = keyof typeof TEXTS;

export const say =
  (language: Language) =>
  (text: PageText): string =>
    TEXTS[text][language];
