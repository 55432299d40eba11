import { KIND_LABELS, type SnapshotEffect } from '@skill-ledger/contracts';
import { table, thousands } from './output.ts';

/** What a change does, as tables in the terminal. */
export function describeEffect({ asOf, figures, quarantined, kinds, findings }: SnapshotEffect): string {
  const changed = Object.entries(figures.to ?? {}).flatMap(([id, value]) => {
    const before = figures.from?.[id as keyof typeof figures.from];
    const scalar = typeof value === 'number' || typeof value === 'string';
    return scalar && before !== value ? [[id, String(before ?? '—'), String(value)]] : [];
  });
  const sections = [
    `${asOf ? `截至 ${asOf} · ` : ''}隔离 ${thousands(quarantined.from)} → ${thousands(quarantined.to)}`,
    kinds.length === 0
      ? '台账行没有变化 · no row differs'
      : table(
          ['台账', '新增', '更正', '撤回'],
          kinds.map(({ kind, added, corrected, withdrawn }) => [
            KIND_LABELS[kind].zh,
            ...[added, corrected, withdrawn].map(thousands),
          ]),
        ),
    changed.length === 0 ? '指标没有变化 · no figure differs' : table(['指标', '之前', '之后'], changed),
    findings.length === 0
      ? '线索没有变化 · no finding differs'
      : table(
          ['规则', '新增线索', '关闭线索'],
          findings.map(({ rule, opened, closed }) => [rule, thousands(opened), thousands(closed)]),
        ),
  ];
  return sections.join('\n\n');
}
