import { defineTexts } from '../../i18n/define-texts.ts';

const zh = {
  none: '还没有提交过，没有可比较的版本',
  title: (unit: string, period: string, changed: number) =>
    changed === 0 ? `${unit} ${period}：两次提交没有不同` : `${unit} ${period}：两次提交有 ${changed} 处不同`,
  back: '回到自评表',
  choose: '对照的提交',
  before: '前一次',
  after: '后一次',
  nth: (nth: number) => `第 ${nth} 次提交`,
  what: '内容',
  change: '变化',
  changed: '有改动',
  same: '相同',
  lines: {
    snapshot: '数据快照',
    system: '系统分合计',
    self: '自评分合计',
    goals: '预期目标',
    achievements: '实际完成情况',
    files: '佐证材料',
  },
};

const en: typeof zh = {
  none: 'Nothing was submitted yet: there are no versions to compare',
  title: (unit, period, changed) =>
    changed === 0
      ? `${unit} ${period}: the submissions are the same`
      : `${unit} ${period}: the submissions differ in ${changed} places`,
  back: 'Back to the form',
  choose: 'Submissions to compare',
  before: 'Earlier',
  after: 'Later',
  nth: (nth) => `Submission ${nth}`,
  what: 'What',
  change: 'Change',
  changed: 'changed',
  same: 'same',
  lines: {
    snapshot: 'Snapshot',
    system: 'System total',
    self: 'Self total',
    goals: 'Goals',
    achievements: 'Achievements',
    files: 'Evidence',
  },
};

export const useVersionTexts = defineTexts({ zh, en });
