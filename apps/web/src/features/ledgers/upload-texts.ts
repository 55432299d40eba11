import type { Job } from '@skill-ledger/contracts';

const zh = {
  upload: {
    heading: '报送台账',
    lead: '把 Excel、WPS 表格或 CSV 拖到这里。先核对，看清结果再装载；核对不改动任何数据。',
    choose: '选择文件',
    drop: '松开鼠标开始核对',
    limits: '.xlsx、.xls、.csv，可多选，单个文件不超过 200 MB',
    sending: (percent: string) => `正在上传 ${percent}`,
    checking: '正在核对',
    loading: '正在装载',
    failed: '没有完成',
    again: '重新选择文件',
    retry: '再试一次',
    resultTitle: (read: string, good: string, bad: string, ignored: string) =>
      `核对完成：读取 ${read} 行，${good === read ? '全部可用' : `${good} 行可用`}` +
      `${bad === '0' ? '' : `，${bad} 行待修正`}${ignored === '0' ? '' : `，${ignored} 行忽略`}`,
    nothingRead: '核对完成：没有读到可用的台账行',
    noChange: '这些内容都已装载过，装载不会带来变化。',
    resolved: (count: string) => `另有 ${count} 行此前待修正的记录会因此自动通过`,
    load: '装载',
    loadKeepsBad: '可用的行立即生效；待修正的行不会丢，随后可在“待修正”中改好。',
    discard: '放弃，不装载',
    accounts: '逐表账目',
    accountsNote: '读取 = 接受 + 未变 + 更正 + 待修正 + 忽略（空行、合计行、说明行）。',
    reasons: '待修正的原因',
    showRows: (count: string) => `查看 ${count} 行`,
    hideRows: '收起',
    firstRows: (shown: string, total: string) =>
      `显示前 ${shown} 行，共 ${total} 行；装载后可在“待修正”中查看全部`,
    unknownSheet: (rows: string) => `前 10 行没有找到任何一种台账的表头，${rows} 行全部忽略`,
    nearest: (kind: string, missing: string, rows: string) =>
      `最接近“${kind}”，缺少列 ${missing}；补上后重新报送，${rows} 行暂时忽略`,
    ignoredColumns: (columns: string) => `不属于台账的列，已忽略：${columns}`,
    doneTitle: (batch: string) => `已装载为批次 ${batch}`,
    doneUnchanged: '没有变化：这些内容此前都已装载',
    toOverview: '看总览',
    toQuarantine: '去修正',
    more: '继续报送',
  },
  job: {
    steps: { read: '读取', check: '核对', figures: '计算指标', publish: '发布' },
    waiting: '另一个装载正在进行，排队等待中…',
    cancelled: '已取消，数据没有变化',
    cancelConfirm: '取消',
    works: { check: '核对', load: '装载', mend: '修正', preview: '预览', withdraw: '撤销' } satisfies Record<
      Job['work'],
      string
    >,
  },
};

const rows = (count: string): string => `${count} ${count === '1' ? 'row' : 'rows'}`;

const en: typeof zh = {
  upload: {
    heading: 'Upload ledgers',
    lead: 'Drop Excel, WPS or CSV files here. They are checked first; nothing changes until you review the result and load them.',
    choose: 'Choose files',
    drop: 'Drop to check them',
    limits: '.xlsx, .xls or .csv; several files at once, at most 200 MB each',
    sending: (percent) => `Uploading ${percent}`,
    checking: 'Checking',
    loading: 'Loading',
    failed: 'Not completed',
    again: 'Choose other files',
    retry: 'Try again',
    resultTitle: (read, good, bad, ignored) =>
      `Checked: ${rows(read)} read, ${good === read ? 'all' : good} valid` +
      `${bad === '0' ? '' : `, ${bad} to fix`}${ignored === '0' ? '' : `, ${ignored} ignored`}`,
    nothingRead: 'Checked: no valid ledger row found',
    noChange: 'All rows were already loaded; loading them changes nothing.',
    resolved: (count) => `${rows(count)} of earlier uploads will be accepted with this load`,
    load: 'Load',
    loadKeepsBad: 'Valid rows take effect at once; the others are kept and can be fixed under “To fix”.',
    discard: 'Discard, do not load',
    accounts: 'Accounting by sheet',
    accountsNote: 'Read = accepted + unchanged + corrected + to fix + ignored (blank, total and note rows).',
    reasons: 'What to fix',
    showRows: (count) => `Show ${rows(count)}`,
    hideRows: 'Hide',
    firstRows: (shown, total) =>
      `First ${shown} of ${total} rows; all of them are under “To fix” after loading`,
    unknownSheet: (count) => `no ledger header in the first 10 rows: ${rows(count)} ignored`,
    nearest: (kind, missing, count) =>
      `closest to “${kind}”, but missing ${missing}: add these and upload it again; ${rows(count)} ignored for now`,
    ignoredColumns: (columns) => `unknown columns, ignored: ${columns}`,
    doneTitle: (batch) => `Loaded as batch ${batch}`,
    doneUnchanged: 'Nothing changed: all rows were already loaded',
    toOverview: 'Go to the overview',
    toQuarantine: 'Fix rows',
    more: 'Upload more',
  },
  job: {
    steps: { read: 'Reading', check: 'Checking', figures: 'Computing figures', publish: 'Publishing' },
    waiting: 'Another load is running; waiting…',
    cancelled: 'Cancelled; nothing has changed',
    cancelConfirm: 'Cancel',
    works: { check: 'Check', load: 'Load', mend: 'Correction', preview: 'Preview', withdraw: 'Withdrawal' },
  },
};

/** The texts of uploads and their jobs. */
export const uploadTexts = { zh, en };
