import { defineTexts } from '../../i18n/define-texts.ts';

const zh = {
  title: (count: string) => `${count} 条操作记录`,
  none: '没有符合条件的记录',
  pending: (done: string, left: string) => `哈希链校验中：已校验 ${done} 条，还有 ${left} 条`,
  whole: (count: string, head: string) => `哈希链完整，共 ${count} 条；末条哈希 ${head}`,
  broken: (seq: string) => `哈希链从第 ${seq} 条起断开：该条被改动、删除或补写，请立即查明`,
  at: '时间',
  actor: '账号',
  action: '操作',
  subject: '对象',
  detail: '详情',
  address: '地址',
  notSignedIn: '（未登录）',
  allActions: '全部操作',
  since: '自',
  until: '至',
  filter: '筛选',
  download: '导出（CSV）',
};

const en: typeof zh = {
  title: (count) => `${count} entries`,
  none: 'No matching entries',
  pending: (done, left) => `The hash chain is being verified: ${done} entries done, ${left} left`,
  whole: (count, head) => `The hash chain is intact: ${count} entries; last hash ${head}`,
  broken: (seq) =>
    `The hash chain is broken at entry ${seq}: it was changed, removed or inserted. Investigate immediately`,
  at: 'Time',
  actor: 'Account',
  action: 'Action',
  subject: 'Subject',
  detail: 'Detail',
  address: 'Address',
  notSignedIn: '(not signed in)',
  allActions: 'All actions',
  since: 'From',
  until: 'Until',
  filter: 'Filter',
  download: 'Export (CSV)',
};

/** The texts of the audit log. */
export const useTexts = defineTexts({ zh, en });
