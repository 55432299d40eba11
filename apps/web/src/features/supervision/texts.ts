import type { Language, Severity } from '@skill-ledger/contracts';
import { useLanguage } from '../../i18n/language.ts';

const zh = {
  title: (count: string, money: string) => `${count} 条线索，涉及 ${money} 万元`,
  none: '没有发现需要核实的问题',
  lead: '线索不是结论：逐条核实后才能认定。同一笔补贴可能涉及多条规则，金额不宜相加。',
  rules: '按规则',
  rulesNote: '点规则名只看这一条规则；金额为涉及金额，超标类规则只计超出部分。',
  rule: '规则',
  findings: '条数',
  stake: '涉及金额（万元）',
  severity: '级别',
  severities: { high: '高', medium: '中', low: '低' } satisfies Record<Severity, string>,
  allRules: '全部规则',
  allSeverities: '全部级别',
  allUnits: '全部单位',
  list: '线索清单',
  key: '对象',
  yuan: (amount: string) => `${amount} 元`,
  clause: '依据',
  evidence: '台账行',
  row: (number: number) => `第 ${number} 行`,
  derivation: '核算过程',
  show: '查看依据和台账行',
  hide: '收起',
  download: '下载清单（CSV）',
};

const en: typeof zh = {
  title: (count, money) => `${count} findings, ${money} million yuan at stake`,
  none: 'Nothing to look into was found',
  lead: 'A finding is a lead, not a verdict: each is to be looked into. One payment may be at stake in several; amounts do not add up.',
  rules: 'By rule',
  rulesNote:
    'Choose a rule to see its findings alone. Rules about an amount count only what is above the limit.',
  rule: 'Rule',
  findings: 'Findings',
  stake: 'At stake (million yuan)',
  severity: 'Severity',
  severities: { high: 'high', medium: 'medium', low: 'low' },
  allRules: 'All rules',
  allSeverities: 'All severities',
  allUnits: 'All units',
  list: 'Worklist',
  key: 'About',
  yuan: (amount) => `${amount} yuan`,
  clause: 'Clause',
  evidence: 'Ledger rows',
  row: (number) => `row ${number}`,
  derivation: 'How it was computed',
  show: 'Show clause and ledger rows',
  hide: 'Hide',
  download: 'Download list (CSV)',
};

const TEXTS: Record<Language, typeof zh> = { zh, en };

/** The texts of this feature; they come with its own chunk. */
export const useTexts = (): typeof zh => TEXTS[useLanguage().language];
