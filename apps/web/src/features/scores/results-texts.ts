import { defineTexts } from '../../i18n/define-texts.ts';

/** What the results of all units say. */
export const useResultsTexts = defineTexts({
  zh: {
    title: (period: string, grades: string) => `${period}：${grades}`,
    gradeCount: (grade: string, count: number) => `${grade} ${count}`,
    notEvaluated: (count: number) => `不参评 ${count}`,
    lead: (until: string, scheme: string) =>
      `从台账算出，计数截至 ${until}，评分方案 ${scheme}。部门与镇街分别排名。`,
    lossesLabel: '全市在哪里失分',
    lossesTitle: (name: string, lost: string) => `${name}失分最多：全市共 ${lost} 分`,
    lost: '失分合计',
    units: '失分单位',
    theme: '方面',
    ranking: { department: '部门排名', town: '镇街排名' },
    rankingTitle: (first: string, total: string) => `${first}居首：${total} 分`,
    rankingNote: '得分相同的单位名次相同；某项样本小的单位不参与该项排名。',
    before: '较上期',
    reasons: '主要失分',
    excel: '下载排名 Excel',
    csv: 'CSV',
    unevaluated: '没有单位参评',
  },
  en: {
    title: (period, grades) => `${period}: ${grades}`,
    gradeCount: (grade, count) => `${count} ${grade.toLowerCase()}`,
    notEvaluated: (count) => `${count} not evaluated`,
    lead: (until, scheme) =>
      `Computed from the ledgers up to ${until}, by scheme ${scheme}. Departments and towns are ranked apart.`,
    lossesLabel: 'Where points are lost',
    lossesTitle: (name, lost) => `${name} loses most: ${lost} points over all units`,
    lost: 'Points lost',
    units: 'Units',
    theme: 'Aspect',
    ranking: { department: 'Ranking of departments', town: 'Ranking of towns' },
    rankingTitle: (first, total) => `${first} leads with ${total} points`,
    rankingNote: 'Units of one total share a place; in an indicator, units with a small base are not ranked.',
    before: 'Since last period',
    reasons: 'Loses most in',
    excel: 'Download ranking as Excel',
    csv: 'CSV',
    unevaluated: 'No unit is evaluated',
  },
});
