import { KIND_LABELS, type RowChange } from '@skill-ledger/contracts';
import { useQuery } from '@tanstack/react-query';
import { useLanguage } from '../../i18n/language.ts';
import { useWords } from '../../i18n/words.ts';
import { Answer } from '../../ui/answer.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { HelpText } from '../../ui/field.tsx';
import { Section } from '../../ui/section.tsx';
import { compareQuery } from './api.ts';
import { Block, Effect } from './effect.tsx';
import { useTexts } from './texts.ts';

/** What changed from one snapshot to another: rows by kind, figures, and the rows themselves. */
export function Comparison({ from, to }: { from: string; to: string }) {
  const text = useTexts();
  const answer = useQuery(compareQuery(from, to));
  const title = text.snapshots.compareTitle(from, to);
  return (
    <Section id="comparison" title={title}>
      <Answer query={answer} height={320}>
        {(comparison) => (
          <>
            <Effect effect={comparison} />
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
