import { defineTexts } from '../../i18n/define-texts.ts';
import { words } from '../../i18n/words.ts';

const zh = {
  ...words.zh,
  title: (unit: string, period: string, bureaus: string, open: number) =>
    open === 0
      ? `${unit} ${period}：${bureaus}可以完成复核`
      : `${unit} ${period}：${bureaus}还有 ${open} 处意见要写`,
  finished: (unit: string, period: string, bureaus: string) => `${unit} ${period}：${bureaus}已完成复核`,
  points: '复核分',
  pointsHelp: (self: string) => `不填即同意自评分 ${self}`,
  opinion: '复核意见',
  opinionHelp: '与自评分不同时须写明理由',
  foreign: (bureau: string) => `由${bureau}复核`,
  finish: '完成复核',
  reopen: '撤回完成复核',
  others: {
    done: (bureau: string) => `${bureau}已完成复核`,
    open: (bureau: string) => `${bureau}尚未完成复核`,
  },
  ready: '✓ 没有缺少的理由，可以完成复核。',
};

const en: typeof zh = {
  ...words.en,
  title: (unit, period, bureaus, open) =>
    open === 0
      ? `${unit} ${period}: ${bureaus} can finish the review`
      : `${unit} ${period}: ${bureaus} has ${open} opinions left to write`,
  finished: (unit, period, bureaus) => `${unit} ${period}: ${bureaus} has finished the review`,
  points: 'Review',
  pointsHelp: (self) => `If left empty: the unit's ${self}`,
  opinion: 'Opinion',
  opinionHelp: 'If it differs from the unit’s points, a reason is required',
  foreign: (bureau) => `Reviewed by ${bureau}`,
  finish: 'Finish the review',
  reopen: 'Take the review up again',
  others: {
    done: (bureau) => `${bureau} has finished`,
    open: (bureau) => `${bureau} has not finished`,
  },
  ready: '✓ Complete: the review can be finished.',
};

export const useReviewTexts = defineTexts({ zh, en });
