const zh = {
  outcome: {
    untouchedDetail: '没有改动的行不会报送，仍在待修正中，来源不变。请改好后保存，再次上传。',
    warningsTitle: '提示：可以装载，但请留意',
    waiting: '等引用：所引用的行改好后自动通过，不必改',
    unreadable: (files: string) => `${files} 个文件不能读取`,
    unreadableDetail: '改好后重新上传全部文件，或略过它们，先装载其余文件。',
    loadRest: (files: string) => `略过并装载其余 ${files} 个文件`,
  },
  queue: {
    title: (mend: string, waiting: string) =>
      waiting === '0' ? `要改 ${mend} 行` : `要改 ${mend} 行 · 等引用 ${waiting} 行`,
    onlyWaiting: (waiting: string) => `等引用 ${waiting} 行`,
    show: '全部要改与等引用',
    mend: '只看要改的',
    waiting: '只看等引用的',
    first: '先改这些，放行最多',
    result: '修正结果',
    one: '改这 1 格',
    oneRow: '改这 1 行',
    several: (rows: string) => `改这 ${rows} 格同样的错误`,
    severalRows: (rows: string) => `处理这 ${rows} 行`,
    handIn: '报送这 1 条记录',
    frees: (rows: string) => `放行 ${rows} 行`,
    gain: (count: string) => `+${count} 人次`,
    open: '查看',
    to: '改为',
    mendAll: (rows: string) => `改好 ${rows} 格`,
    waitsFor: (place: string) => `等 ${place} 改好`,
    waitsForOther: '等其他单位的行改好',
    goTo: '去看那一行',
    who: '这一行是',
    oneFix: '只看同一处理项',
    downloadSome: '下载筛选出的行（Excel）',
  },
  balance: {
    and: '，',
    since: (rows: string) => `其中 ${rows} 行后来已通过或改报`,
    still: (rows: string) => `仍有 ${rows} 行待修正`,
  },
};

const rows = (count: string): string => `${count} ${count === '1' ? 'row' : 'rows'}`;

const en: typeof zh = {
  outcome: {
    untouchedDetail:
      'Unchanged rows are not loaded: they stay in quarantine under their original file. Fix and save rows, then upload again.',
    warningsTitle: 'Warnings: these rows can be loaded; please review them',
    waiting: 'Waiting: accepted automatically once the row they refer to is fixed',
    unreadable: (count) => `${count} ${count === '1' ? 'file' : 'files'} cannot be read`,
    unreadableDetail: 'Fix them and upload all files again, or skip them and load the others.',
    loadRest: (count) => `Skip them and load the other ${count} ${count === '1' ? 'file' : 'files'}`,
  },
  queue: {
    title: (mend, waiting) =>
      waiting === '0' ? `${rows(mend)} to fix` : `${rows(mend)} to fix · ${waiting} waiting for these`,
    onlyWaiting: (waiting) => `${rows(waiting)} waiting for others`,
    show: 'To fix and waiting',
    mend: 'Only rows to fix',
    waiting: 'Only waiting rows',
    first: 'Fix these first: they release the most rows',
    result: 'Result',
    one: 'Fix this 1 cell',
    oneRow: 'Fix this 1 row',
    several: (count) => `Fix these ${count} identical cells`,
    severalRows: (count) => `Resolve these ${count} rows`,
    handIn: 'Upload this 1 record',
    frees: (count) => `releases ${rows(count)}`,
    gain: (count) => `+${count} completed`,
    open: 'Show',
    to: 'Change to',
    mendAll: (count) => `Fix ${count} ${count === '1' ? 'cell' : 'cells'}`,
    waitsFor: (place) => `Waits for ${place}`,
    waitsForOther: 'Waits for a row of another unit',
    goTo: 'Go to that row',
    who: 'This row is',
    oneFix: 'Only this fix',
    downloadSome: 'Download the rows shown (Excel)',
  },
  balance: {
    and: ', ',
    since: (count) => `${rows(count)} of them accepted or replaced since`,
    still: (count) => `${rows(count)} still to fix`,
  },
};

/** Texts about the results of loads and corrections. */
export const outcomeTexts = { zh, en };
