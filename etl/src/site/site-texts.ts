import type { Bilingual, Language } from '@skill-ledger/contracts';

/** Texts of the public site, beside those of the tables. */
const TEXTS = {
  site: { zh: '信息公开', en: 'Public disclosure' },
  home: { zh: '首页', en: 'Home' },
  funds: { zh: '资金', en: 'Funds' },
  progress: { zh: '进度', en: 'Progress' },
  people: { zh: '人员', en: 'People' },
  quality: { zh: '质量', en: 'Quality' },
  supervision: { zh: '监管', en: 'Supervision' },
  grades: { zh: '等级', en: 'Grades' },
  releases: { zh: '历次公开', en: 'Releases' },
  calendar: { zh: '公开日程', en: 'Calendar' },
  definitions: { zh: '指标定义', en: 'Definitions' },
  downloads: { zh: '数据下载', en: 'Downloads' },
  notices: { zh: '公示名单', en: 'Name lists' },
  track: { zh: '查班级', en: 'Track a class' },
  liveValidity: { zh: '以最终公布为准', en: 'provisional' },
  liveFooter: {
    zh: '本页数据来自当前台账，可能更正；已公布的数字见其他栏目。',
    en: 'This page reads the ledgers as they are and may change; published figures are in the other sections.',
  },
  trackTitle: { zh: '培训班补贴进度查询', en: 'How far is a class?' },
  trackWhy: {
    zh: '输入班级编号和开班日期，查看从开班到补贴发放的进度。两项都在开班通知上；查询不显示任何个人信息。',
    en: 'Enter the number of a class and its first day, both as in its notice, to see its way to payment. Nothing about persons is shown.',
  },
  trackFailed: {
    zh: '没有找到：请核对班级编号和开班日期，两项都须与开班通知一致。',
    en: 'Not found: check the class number and the first day, both as in the notice of the class.',
  },
  classNumber: { zh: '班级编号', en: 'Class number' },
  startsOn: { zh: '开班日期', en: 'First day' },
  ask: { zh: '查询', en: 'Search' },
  started: { zh: '开班', en: 'Begins' },
  ended: { zh: '结业', en: 'Ends' },
  notice: { zh: '公示', en: 'Public notice' },
  payment: { zh: '发放', en: 'Payment' },
  done: { zh: '已完成', en: 'done' },
  running: { zh: '进行中', en: 'running' },
  waiting: { zh: '未到', en: 'to come' },
  institution: { zh: '培训机构', en: 'Institution' },
  mode: { zh: '培训方式', en: 'Mode' },
  standard: { zh: '补贴标准', en: 'Standard' },
  payees: { zh: '享受补贴人数', en: 'Persons paid for' },
  paidOut: { zh: '已发放', en: 'Paid' },
  pending: { zh: '公示中和待公示', en: 'In notice or awaiting it' },
  yuan: { zh: '元', en: 'yuan' },
  search: { zh: '检索', en: 'Search' },
  skip: { zh: '跳到正文', en: 'Skip to the content' },
  menu: { zh: '栏目', en: 'Sections' },
  inTheme: { zh: '本栏目的表', en: 'Tables of this section' },
  other: { zh: 'English', en: '中文' },
  large: { zh: '大字', en: 'Large type' },
  contrast: { zh: '高对比', en: 'High contrast' },
  print: { zh: '打印', en: 'Print' },
  aloud: { zh: '朗读', en: 'Read aloud' },
  feed: { zh: '订阅（Atom）', en: 'Feed (Atom)' },
  indexNumber: { zh: '索引号', en: 'Index number' },
  publisher: { zh: '发布机构', en: 'Published by' },
  publishedAt: { zh: '发布日期', en: 'Published' },
  validity: { zh: '有效性', en: 'Validity' },
  period: { zh: '期间', en: 'Period' },
  asOf: { zh: '截至', en: 'As of' },
  withdrawnOn: { zh: '撤回日期', en: 'Withdrawn' },
  inForce: { zh: '现行有效', en: 'in force' },
  superseded: { zh: '已被替代', en: 'superseded' },
  withdrawn: { zh: '已撤回', en: 'withdrawn' },
  supersededBy: { zh: '这一版已被修订，现行版本是', en: 'This revision was superseded. In force is' },
  supersedes: { zh: '替代', en: 'Supersedes' },
  note: { zh: '修订说明', en: 'What changed' },
  changes: { zh: '逐格对照', en: 'Cell by cell' },
  before: { zh: '修订前', en: 'Before' },
  after: { zh: '修订后', en: 'After' },
  table: { zh: '表', en: 'Table' },
  row: { zh: '行', en: 'Row' },
  field: { zh: '指标', en: 'Figure' },
  value: { zh: '数值', en: 'Value' },
  definition: { zh: '定义', en: 'Definition' },
  clause: { zh: '依据', en: 'Clause' },
  reason: { zh: '撤回理由', en: 'Reason' },
  withdrawnTitle: { zh: '这一期已撤回', en: 'This release was withdrawn' },
  withdrawnWhy: {
    zh: '数据和页面不再提供；地址保留，不会用于其他内容。',
    en: 'Its data and pages are no longer offered. The address is kept and used for nothing else.',
  },
  none: { zh: '无数据', en: 'no value' },
  withheld: { zh: '不予公布', en: 'withheld' },
  withheldWhy: {
    zh: '为保护个人信息，人次为 1–4 的格不予公布；为使其无法推算，另有若干格一并不公布。',
    en: 'To protect persons, cells of 1–4 are withheld, and others with them so that they cannot be worked out.',
  },
  notes: { zh: '指标定义', en: 'How the figures are defined' },
  thisTable: { zh: '下载本表', en: 'Download this table' },
  allFigures: { zh: '主要指标', en: 'Headline figures' },
  allTables: { zh: '本期各表', en: 'Tables of this release' },
  more: { zh: '全表', en: 'Whole table' },
  completed: { zh: '累计完成培训', en: 'Trainings completed' },
  ofTarget: { zh: '目标', en: 'target' },
  timeGone: { zh: '时间已过', en: 'time gone' },
  ahead: { zh: '领先序时进度', en: 'ahead of time by' },
  behind: { zh: '落后序时进度', en: 'behind time by' },
  points: { zh: '个百分点', en: 'points' },
  paid: { zh: '累计发放补贴', en: 'Subsidies paid' },
  ofBudget: { zh: '预算', en: 'budget' },
  arrived: { zh: '到位', en: 'arrived' },
  inPeriod: { zh: '本期', en: 'in this period' },
  skilled: { zh: '技能劳动者占就业人员', en: 'Skilled workers among the employed' },
  highSkilled: { zh: '高技能人才占技能劳动者', en: 'highly skilled among the skilled' },
  latest: { zh: '最近发布', en: 'Latest' },
  upcoming: { zh: '接下来', en: 'What comes next' },
  nothingYet: { zh: '还没有公开的数据', en: 'Nothing has been published yet' },
  nothingYetWhy: {
    zh: '每个期间结束后公布资金使用、完成进度、培训人员和质量情况；第一期公布后显示在这里。',
    en: 'Use of funds, progress, people and quality are published after each period; the first release will appear here.',
  },
  dueOn: { zh: '应公布日期', en: 'Due' },
  state: { zh: '状态', en: 'State' },
  onTime: { zh: '按时公布', en: 'published on time' },
  late: { zh: '逾期公布', en: 'published late' },
  overdue: { zh: '逾期未公布', en: 'overdue' },
  awaited: { zh: '待公布', en: 'to come' },
  days: { zh: '天', en: 'days' },
  calendarWhy: {
    zh: '每个期间的数据在期间结束后公布，期限为',
    en: 'The figures of a period are published after its end, within',
  },
  calendarDays: { zh: '个工作日。', en: 'working days. ' },
  daysOf: { zh: '起止日期', en: 'Days' },
  figuresOf: { zh: '公开数据', en: 'Figures of' },
  standAt: { zh: '状态按此日期计算', en: 'States are as of' },
  release: { zh: '版本', en: 'Release' },
  file: { zh: '文件', en: 'File' },
  size: { zh: '大小', en: 'Size' },
  digest: { zh: 'SHA-256 校验值', en: 'SHA-256' },
  wholeBundle: { zh: '全部文件打包（ZIP）', en: 'Everything in one archive (ZIP)' },
  downloadsWhy: {
    zh: '同一张表有四种格式，内容相同：CSV（UTF-8）、XLSX、JSON、Parquet。datapackage.json 说明每张表的字段、单位、定义和依据。解开 ZIP 后用 sha256sum -c SHA256SUMS 可核对每个文件。',
    en: 'Each table comes in four formats with the same rows: CSV (UTF-8), XLSX, JSON, Parquet. datapackage.json describes fields, units, definitions and clauses. Unpack the archive and run sha256sum -c SHA256SUMS to check every file.',
  },
  api: { zh: '数据接口', en: 'Data interface' },
  apiWhy: {
    zh: '程序可以经 /api/public/v1 读取：版本列表、各表的 JSON、CSV 和 Parquet；无需账号，允许跨域。',
    en: 'Programs read /api/public/v1: the list of releases, and tables as JSON, CSV and Parquet; no account, any origin.',
  },
  searchLabel: {
    zh: '输入单位、机构、领域、标准或指标的名称',
    en: 'Name of a unit, institution, domain, standard or figure',
  },
  searchWhy: {
    zh: '现行版本各表中出现的名称，按表列出；也可用浏览器的“在页面中查找”。',
    en: 'Every name in the tables of the release in force. The browser’s “find in page” works, too.',
  },
  found: { zh: '条', en: 'found' },
  asData: { zh: '数据字段', en: 'Fields' },
  footer: {
    zh: '本网站的数字均来自已发布的数据包，发布后不再改动；更正以新的修订版公布。',
    en: 'All figures come from published bundles, which never change; corrections are published as new revisions.',
  },
} as const;

export type SiteText = keyof typeof TEXTS;

/** A text in a language. */
export const siteText =
  (language: Language) =>
  (text: SiteText): string =>
    TEXTS[text][language];

/** The publishers: 人社局 and 财政局 (§六(三)), of the programme's city if it is known. */
export function publisherOf(city: Bilingual | undefined, language: Language): string {
  if (language === 'zh') return `${city?.zh ?? ''}人力资源和社会保障局、${city?.zh ?? ''}财政局`;
  return `Human Resources and Social Security Bureau and Finance Bureau${city ? ` of ${city.en}` : ''}`;
}

const UNITS: Record<string, string> = { 人次: 'person-times', 人: 'persons', 元: 'yuan', 条: 'findings' };

/** A unit in a language. */
export const unitOf = (unit: string, language: Language): string =>
  language === 'zh' ? unit : (UNITS[unit] ?? unit);
