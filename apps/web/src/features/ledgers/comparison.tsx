import {
  type FigureId,
  FigureValues,
  KIND_LABELS,
  type ProgrammeAnswer,
  type RowChange,
  type SnapshotComparison,
} from '@skill-ledger/contracts';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { programmeQuery } from '../../api/queries.ts';
import { useLanguage } from '../../i18n/language.ts';
import { useWords } from '../../i18n/words.ts';
import { Answer } from '../../ui/answer.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { HelpText } from '../../ui/field.tsx';
import { formatCount, formatDay } from '../../ui/format.ts';
import { Section } from '../../ui/section.tsx';
import { differenceText, figureText } from '../../why/figure-text.ts';
import { compareQuery } from './api.ts';
import styles from './comparison.module.css';
import { useTexts } from './texts.ts';

/** What changed from one snapshot to another: rows by kind, figures, and the rows themselves. */
export function Comparison({ from, to }: { from: string; to: string }) {
  const text = useTexts();
  const { language } = useLanguage();
  const answer = useQuery(compareQuery(from, to));
  const programme = useQuery(programmeQuery);
  const title = text.snapshots.compareTitle(from, to);
  return (
    <Section id="comparison" title={title}>
      <Answer query={answer} height={320}>
        {(comparison) => (
          <>
            <Block title={text.snapshots.byKind}>
              <Kinds comparison={comparison} title={title} />
            </Block>
            {programme.data && (
              <Block
                title={text.snapshots.figures(comparison.asOf ? formatDay(comparison.asOf, language) : '—')}
              >
                <Figures comparison={comparison} figures={programme.data.figures} />
              </Block>
            )}
            {comparison.rows.length > 0 && (
              <Block title={text.snapshots.rowsTitle}>
                <HelpText>{text.snapshots.firstRows}</HelpText>
                <Rows rows={comparison.rows} />
              </Block>
            )}
          </>
        )}
      </Answer>
    </Section>
  );
}

function Block({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className={styles.block}>
      <h3>{title}</h3>
      {children}
    </div>
  );
}

function Kinds({ comparison, title }: { comparison: SnapshotComparison; title: string }) {
  const text = useTexts();
  const { say } = useLanguage();
  if (comparison.kinds.length === 0) return <p>{text.snapshots.noRows}</p>;
  return (
    <DataTable
      caption={title}
      rows={comparison.kinds}
      rowKey={({ kind }) => kind}
      columns={[
        { key: 'kind', header: text.kind, cell: ({ kind }) => say(KIND_LABELS[kind]) },
        ...(['added', 'corrected', 'withdrawn'] as const).map((change) => ({
          key: change,
          header: text.snapshots.kinds[change],
          cell: (row: SnapshotComparison['kinds'][number]) =>
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
  comparison: { figures: values },
  figures,
}: {
  comparison: SnapshotComparison;
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

function Rows({ rows }: { rows: RowChange[] }) {
  const text = useTexts();
  const messages = useWords();
  const { say } = useLanguage();
  const origin = (place: RowChange['before']): string =>
    place
      ? [place.batch, place.file, place.sheet, text.rowNumber(String(place.row))].filter(Boolean).join(' · ')
      : '—';
  return (
    <DataTable
      caption={text.snapshots.rowsTitle}
      rows={rows}
      rowKey={({ kind, before, after }) => `${kind} ${origin(before)} ${origin(after)}`}
      columns={[
        {
          key: 'change',
          header: text.snapshots.changeOf,
          cell: ({ kind, change }) => `${say(KIND_LABELS[kind])} · ${text.snapshots.kinds[change]}`,
        },
        {
          key: 'before',
          header: text.snapshots.before,
          align: 'start',
          cell: ({ before }) => origin(before),
        },
        { key: 'after', header: text.snapshots.after, align: 'start', cell: ({ after }) => origin(after) },
        {
          key: 'columns',
          header: text.snapshots.columns,
          align: 'start',
          cell: ({ columns }) => columns.join(messages.comma) || '—',
        },
      ]}
    />
  );
}
