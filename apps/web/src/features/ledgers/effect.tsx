import {
  type FigureId,
  FigureValues,
  KIND_LABELS,
  type ProgrammeAnswer,
  type SnapshotEffect,
} from '@skill-ledger/contracts';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { programmeQuery } from '../../api/queries.ts';
import { useLanguage } from '../../i18n/language.ts';
import { useWords } from '../../i18n/words.ts';
import { DataTable } from '../../ui/data-table.tsx';
import { formatCount, formatDay } from '../../ui/format.ts';
import { differenceText, figureText } from '../../why/figure-text.ts';
import { ruleNamesQuery } from './api.ts';
import styles from './effect.module.css';
import { useTexts } from './texts.ts';

/** What a change does: rows in force and in quarantine, figures, findings. */
export function Effect({ effect }: { effect: SnapshotEffect }) {
  const text = useTexts();
  const { language } = useLanguage();
  const programme = useQuery(programmeQuery);
  const { quarantined, findings } = effect;
  return (
    <>
      <Block title={text.snapshots.byKind}>
        <p>{text.snapshots.waiting(formatCount(quarantined.from), formatCount(quarantined.to))}</p>
        <Kinds kinds={effect.kinds} />
      </Block>
      {programme.data && (
        <Block title={text.snapshots.figures(effect.asOf ? formatDay(effect.asOf, language) : '—')}>
          <Figures values={effect.figures} figures={programme.data.figures} />
        </Block>
      )}
      <Block title={text.snapshots.findings}>
        <Findings findings={findings} />
      </Block>
    </>
  );
}

function Findings({ findings }: Pick<SnapshotEffect, 'findings'>) {
  const text = useTexts();
  const { say } = useLanguage();
  const names = useQuery(ruleNamesQuery).data;
  if (findings.length === 0) return <p>{text.snapshots.noFindings}</p>;
  const nameOf = (rule: string): string => {
    const name = names?.get(rule);
    return name ? `${rule} ${say(name)}` : rule;
  };
  return (
    <DataTable
      caption={text.snapshots.findings}
      rows={findings}
      rowKey={({ rule }) => rule}
      columns={[
        { key: 'rule', header: text.snapshots.rule, cell: ({ rule }) => nameOf(rule) },
        ...(['closed', 'opened'] as const).map((change) => ({
          key: change,
          header: text.snapshots[change],
          cell: (row: SnapshotEffect['findings'][number]) =>
            row[change] === 0 ? '—' : formatCount(row[change]),
        })),
      ]}
    />
  );
}

export function Block({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className={styles.block}>
      <h3>{title}</h3>
      {children}
    </div>
  );
}

function Kinds({ kinds }: Pick<SnapshotEffect, 'kinds'>) {
  const text = useTexts();
  const { say } = useLanguage();
  if (kinds.length === 0) return <p>{text.snapshots.noRows}</p>;
  return (
    <DataTable
      caption={text.snapshots.byKind}
      rows={kinds}
      rowKey={({ kind }) => kind}
      columns={[
        { key: 'kind', header: text.kind, cell: ({ kind }) => say(KIND_LABELS[kind]) },
        ...(['added', 'corrected', 'withdrawn'] as const).map((change) => ({
          key: change,
          header: text.snapshots.kinds[change],
          cell: (row: SnapshotEffect['kinds'][number]) =>
            row[change] === 0 ? '—' : formatCount(row[change]),
        })),
      ]}
    />
  );
}

interface FigureChange {
  id: FigureId;
  before: FigureValues[FigureId];
  after: FigureValues[FigureId];
}

function Figures({
  values,
  figures,
}: {
  values: SnapshotEffect['figures'];
  figures: ProgrammeAnswer['figures'];
}) {
  const text = useTexts();
  const messages = useWords();
  const { language, say } = useLanguage();
  const ids = FigureValues.keyof().options.filter((id) => figures[id]);
  const changed = ids
    .map((id): FigureChange => ({ id, before: values.from?.[id], after: values.to?.[id] }))
    .filter(({ before, after }) => JSON.stringify(before) !== JSON.stringify(after));
  if (changed.length === 0) return <p>{text.snapshots.noFigures}</p>;
  const show = (id: FigureId, value: FigureValues[FigureId]): string => {
    if (value === undefined) return '—';
    const { text: shown, unit } = figureText(value, figures[id]?.unit ?? 'personTimes', messages, language);
    return `${shown} ${unit}`.trim();
  };
  const label = (id: FigureId): string => {
    const definition = figures[id];
    return definition ? say(definition.label) : id;
  };
  return (
    <DataTable
      caption={text.snapshots.figure}
      rows={changed}
      rowKey={({ id }) => id}
      columns={[
        { key: 'figure', header: text.snapshots.figure, cell: ({ id }) => label(id) },
        { key: 'before', header: text.snapshots.before, cell: ({ id, before }) => show(id, before) },
        { key: 'after', header: text.snapshots.after, cell: ({ id, after }) => show(id, after) },
        {
          key: 'difference',
          header: text.snapshots.difference,
          cell: ({ id, before, after }) =>
            differenceText(before, after, figures[id]?.unit ?? 'personTimes', messages) ?? '—',
        },
      ]}
    />
  );
}
