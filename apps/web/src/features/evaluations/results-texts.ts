import { defineTexts } from '../../i18n/define-texts.ts';
import { plural } from '../../i18n/plural.ts';
import { words } from '../../i18n/words.ts';

const zh = {
  ...words.zh,
  title: (period: string, unit: string, total: string) => `${period}：${unit}以 ${total} 分居首`,
  noRanking: (period: string) => `${period}：还没有排名`,
  noRankingDetail: '定稿后这里显示名次、等级、变化和失分原因。',
  lead: (ranked: string, missing: string) =>
    `${ranked} 个单位参加排名，${missing} 个未提交或不参评；部门和镇街分别排名。`,
  columns: {
    rank: '名次',
    unit: '单位',
    total: '得分',
    grade: '等级',
    change: '变化',
    losses: '主要失分与原因',
    flags: '提醒',
  },
  notSubmitted: '未提交',
  since: (points: string, period: string) => `${points}（比 ${period}）`,
  first: '首次',
  lost: (name: string, points: string) => `${name} −${points}`,
  publish: '公布结果',
  unpublish: '撤回公布',
  publishTitle: (period: string) => `公布 ${period} 的结果？`,
  unpublishTitle: (period: string) => `撤回 ${period} 的公布？`,
  publishDetail: '公布后各成员单位都能看到排名、等级和失分原因，可以撤回。',
  unpublishDetail: '撤回后成员单位不再看到排名，可以重新公布。',
  published: (instant: string) => `已于 ${instant} 公布`,
  unpublished: '尚未公布：只有专班和审计能看到',
  cancel: '取消',
  failed: '没有成功',
};

const en: typeof zh = {
  ...words.en,
  title: (period, unit, total) => `${period}: ${unit} leads with ${total} points`,
  noRanking: (period) => `${period}: no ranking yet`,
  noRankingDetail: 'Ranks, grades, changes and reasons appear here once the period is final.',
  lead: (ranked, missing) =>
    `${plural(ranked, 'unit is', 'units are')} ranked, ${missing} did not submit or are not scored; departments and towns are ranked separately.`,
  columns: {
    rank: 'Rank',
    unit: 'Unit',
    total: 'Points',
    grade: 'Grade',
    change: 'Change',
    losses: 'Where points were lost, and why',
    flags: 'Flags',
  },
  notSubmitted: 'not submitted',
  since: (points, period) => `${points} (since ${period})`,
  first: 'first',
  lost: (name, points) => `${name} −${points}`,
  publish: 'Publish the results',
  unpublish: 'Withdraw',
  publishTitle: (period) => `Publish the results of ${period}?`,
  unpublishTitle: (period) => `Withdraw the results of ${period}?`,
  publishDetail: 'Every unit then sees ranks, grades and reasons. This can be undone.',
  unpublishDetail: 'Units no longer see the ranking. It can be published again.',
  published: (instant) => `published ${instant}`,
  unpublished: 'Not published: seen by the work group and the auditor only',
  cancel: 'Cancel',
  failed: 'The action failed',
};

export const useResultsTexts = defineTexts({ zh, en });
