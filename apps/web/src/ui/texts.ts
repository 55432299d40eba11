import { defineTexts } from '../i18n/define-texts.ts';
import { words } from '../i18n/words.ts';

/** Texts of the UI kit. */
export const useKitTexts = defineTexts({
  zh: {
    ...words.zh,
    failed: '没有成功',
    mend: (count: number) => `有 ${count} 处需要修改：`,
    crashDetail: '这是程序的问题，数据没有受影响。请刷新页面；若仍如此，请把出错时间告诉管理员。',
    loading: '正在读取数据…',
    retry: '重试',
    errorTitle: '没能读出数据',
    sortBy: '按此列排序',
    pager: {
      label: '翻页',
      page: (from: string, until: string, total: string) => `第 ${from}–${until} 条，共 ${total} 条`,
      previous: '上一页',
      next: '下一页',
    },
  },
  en: {
    ...words.en,
    failed: 'The action failed',
    mend: (count) => (count === 1 ? 'One field needs a change:' : `${count} fields need a change:`),
    crashDetail:
      'This is a program error; the data is not affected. Reload the page; if it happens again, report the time to the administrator.',
    loading: 'Reading data…',
    retry: 'Try again',
    errorTitle: 'The data could not be read',
    sortBy: 'Sort by this column',
    pager: {
      label: 'Pages',
      page: (from, until, total) => `${from}–${until} of ${total}`,
      previous: 'Previous',
      next: 'Next',
    },
  },
});
