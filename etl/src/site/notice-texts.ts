import type { Language } from '@skill-ledger/contracts';

/** Texts of the pages of name lists. */
const TEXTS = {
  title: { zh: '补贴公示名单', en: 'Name lists before payment' },
  why: {
    zh: '补贴发放前，享受补贴的名单在这里公示，任何人都可以查询和提出异议，不需要账号。姓名和证件号码已作遮盖。',
    en: 'Before a subsidy is paid, the list of payees is shown here: anyone can search it and object, without an account. Names and ids are masked.',
  },
  running: { zh: '正在公示', en: 'Shown now' },
  noneRunning: { zh: '现在没有正在公示的名单。', en: 'No list is shown at the moment.' },
  over: { zh: '已结束的公示', en: 'Lists that are over' },
  overWhy: {
    zh: '公示结束后名单不再提供，只保留以下数目。',
    en: 'A list is no longer offered when its notice is over: only these counts are kept.',
  },
  number: { zh: '编号', en: 'Number' },
  scope: { zh: '公示范围', en: 'Covers' },
  days: { zh: '公示期', en: 'Days' },
  left: { zh: '剩余', en: 'Left' },
  workingDays: { zh: '个工作日', en: 'working days' },
  lastDay: { zh: '今天是最后一天', en: 'today is the last day' },
  rows: { zh: '补贴笔数', en: 'Payouts' },
  persons: { zh: '人数', en: 'Persons' },
  amount: { zh: '金额（元）', en: 'Amount (yuan)' },
  objections: { zh: '异议', en: 'Objections' },
  upheld: { zh: '成立', en: 'upheld' },
  state: { zh: '状态', en: 'State' },
  ended: { zh: '已期满', en: 'over' },
  stopped: { zh: '已撤下', en: 'taken down' },
  clock: {
    zh: '公示期按工作日计算，起始当日不计入',
    en: 'Working days are counted from the day after the first',
  },
  readAnswer: { zh: '凭回执查看答复', en: 'Read the answer to an objection' },
  search: { zh: '查询名单', en: 'Search the list' },
  searchWhy: {
    zh: '填写姓名或证件号码后四位，任选一项；结果较多时两项都填，或加上班级编号。',
    en: 'Give a name or the last four digits of the id; where many match, give both, or the class number too.',
  },
  name: { zh: '姓名或单位名称', en: 'Name of a person or an institution' },
  last4: { zh: '证件号码后四位', en: 'Last four characters of the id' },
  class: { zh: '班级编号（可不填）', en: 'Class number (optional)' },
  ask: { zh: '查询', en: 'Search' },
  needKey: {
    zh: '请填写姓名或证件号码后四位；后四位为数字，末位可以是 X。',
    en: 'Give a name or the last four characters of the id: digits, the last one may be X.',
  },
  none: {
    zh: '名单中没有符合的行。请核对填写的内容；也可能在另一份公示中。',
    en: 'No row of the list matches. Check what you typed; it may be in another list.',
  },
  many: {
    zh: '符合的行较多，为保护个人信息不全部显示。请同时填写姓名和证件号码后四位，或加上班级编号。',
    en: 'Many rows match, and are not all shown to protect persons. Give both name and last four characters, or add the class number.',
  },
  found: { zh: '查到的行', en: 'What was found' },
  payee: { zh: '姓名', en: 'Name' },
  idNumber: { zh: '证件号码', en: 'Id' },
  ofClass: { zh: '班级', en: 'Class' },
  project: { zh: '职业（工种）或项目', en: 'Occupation or project' },
  level: { zh: '等级', en: 'Level' },
  object: { zh: '提出异议', en: 'Object' },
  objectList: { zh: '对整份名单提出异议', en: 'Object to the whole list' },
  objectTitle: { zh: '提出异议', en: 'Object' },
  objectWhy: {
    zh: '写明认为哪里不符、有什么依据。提交后得到回执号码，凭它可以查看答复；不需要留下姓名。',
    en: 'State what you think is wrong, and why. You get a receipt number, with which you can read the answer; a name is not required.',
  },
  answerWithin: { zh: '答复期限（工作日）', en: 'Working days for the answer' },
  about: { zh: '针对', en: 'About' },
  wholeList: { zh: '整份名单', en: 'the whole list' },
  text: { zh: '异议内容', en: 'What you object to' },
  contact: {
    zh: '联系方式（可不填，只有经办机构可见）',
    en: 'How to reach you (optional; the office alone sees it)',
  },
  send: { zh: '提交异议', en: 'Send' },
  textFailed: {
    zh: '没有提交：请写明异议的内容，最多 2000 字；联系方式最多 200 字。',
    en: 'Nothing was sent: state your objection in at most 2000 characters, and your contact in at most 200.',
  },
  received: { zh: '异议已收到', en: 'The objection was received' },
  receipt: { zh: '回执号码', en: 'Receipt number' },
  keepReceipt: {
    zh: '请记下回执号码：它只显示这一次，凭它查看答复。',
    en: 'Note the receipt number: it is shown this once, and the answer is read with it.',
  },
  answerBy: { zh: '答复期限', en: 'Answer due' },
  answersTitle: { zh: '查看异议的答复', en: 'The answer to an objection' },
  answersWhy: {
    zh: '填写提交异议时得到的回执号码。',
    en: 'Give the receipt number that you got when you objected.',
  },
  answersFailed: {
    zh: '没有这个回执号码，请核对：三组、每组四位字母或数字。',
    en: 'There is no such receipt: three groups of four letters or digits.',
  },
  filedAt: { zh: '提交时间', en: 'Sent' },
  answer: { zh: '答复', en: 'Answer' },
  answeredAt: { zh: '答复时间', en: 'Answered' },
  goneWhy: {
    zh: '公示已经结束，名单不再提供。',
    en: 'This notice is over, and its list is no longer offered.',
  },
  stoppedWhy: {
    zh: '公示已撤下，名单不再提供。',
    en: 'This notice was taken down, and its list is no longer offered.',
  },
  reason: { zh: '理由', en: 'Reason' },
  back: { zh: '返回名单', en: 'Back to the list' },
  all: { zh: '全部公示', en: 'All name lists' },
  valid: { zh: '公示期内有效', en: 'while it is shown' },
  footer: {
    zh: '名单在公示期满当日 24 时停止显示。经办机构在期限内答复每一条异议，答复前暂缓发放。',
    en: 'A list is shown until the end of its last day. Every objection is answered in time, and what it is about is not paid before.',
  },
} as const;

export const noticeText =
  (language: Language) =>
  (text: keyof typeof TEXTS): string =>
    TEXTS[text][language];
