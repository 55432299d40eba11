import { describe, expect, it } from 'vitest';
import { AuditAction } from './audit.ts';
import { auditWords } from './audit-words.ts';

const words = auditWords({
  ...{ language: 'zh', colon: '：', comma: '、' },
  ...{
    count: String,
    day: (day) => `${day}日`,
    instant: (instant) => instant,
    yuan: (amount) => `¥${amount}`,
  },
  figure: (id) => (id === 'paid' ? '已发放' : undefined),
  dismissal: (code) => (code === 'typo' ? '录入有误' : undefined),
});

describe('an entry of the audit log in words', () => {
  it.each(AuditAction.options)('has words for %s', (action) =>
    expect(words.action(action)).toMatch(/^\p{Script=Han}+$/u),
  );

  it.each([
    ['personal.export', 'rows paid.xlsx', '台账行 · 已发放 · XLSX'],
    ['personal.view', 'quarantine', '待修正的行'],
    ['personal.view', 'upload quarantine', '上传中待修正的行'],
    ['personal.export', 'quarantine.xlsx', '待修正的行 · XLSX'],
    ['personal.export', 'task 12ab file 34cd', '督办附件 · 12ab'],
    ['schedule.run', 'cleaning', '清理'],
    ['batch.load', 'B1', 'B1'],
    ['evaluation.confirm', '2020H1 佛堂镇', '2020 年上半年 佛堂镇'],
    ['evaluation.openPeriod', '2019-2021', '2019—2021 年'],
    ['report.write', '2020Q1', '2020 年第一季度'],
    ['release.publish', '2020-r2', '2020 年度（第 2 版）'],
    ['batch.withdraw', '2020', '2020'],
  ])('says of %s what %s is', (action, subject, said) =>
    expect(words.subject({ action, subject })).toBe(said),
  );

  it.each([
    [
      'task.give',
      { origin: 'figure', importance: 'urgent', units: ['佛堂镇', '义亭镇'], dueOn: '2021-06-30' },
      /^来源：.*指标.* · 重要程度：\p{Script=Han}+ · 单位：佛堂镇、义亭镇 · 期限：2021-06-30日$/u,
    ],
    [
      'evaluation.confirm',
      { from: 'filling', to: 'submitted' },
      /^原状态：\p{Script=Han}+ · 新状态：\p{Script=Han}+$/u,
    ],
    [
      'release.submit',
      { from: 'draft', to: 'submitted', commented: true },
      /^原状态：草稿 · 新状态：待批准 · 附说明：是$/,
    ],
    ['session.open', { means: 'oidc' }, /^方式：统一身份$/],
    [
      'finding.change',
      { assign: { to: 'town' }, recovered: '12.00', reason: 'typo', commented: false },
      /^指派：实施镇街 · 追回（元）：¥12.00 · 原因：录入有误$/,
    ],
    ['access.refused', { need: 'releases.read' }, /^所需权限：查看公开数据$/],
    ['audit.accept', { binding: 'cut', operation: '1' }, /^状态库：缺少此前的条目$/],
    ['of.another.version', { unknown: 'code' }, /^unknown：code$/],
  ])('says what %s tells', (action, detail, said) =>
    expect(words.detail({ action, detail }).join(' · ')).toMatch(said),
  );
});
