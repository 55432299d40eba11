import type { UnitTasks } from '@skill-ledger/contracts';
import { Link } from '@tanstack/react-router';
import { useNames } from '../../programme/programme.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { formatCount, formatPercent } from '../../ui/format.ts';
import { EmptyState } from '../../ui/page.tsx';
import { Section } from '../../ui/section.tsx';
import { useTexts } from './texts.ts';

/** Open, overdue and in-time closed tasks by unit. */
export function UnitTasksTable({ units }: { units: UnitTasks[] }) {
  const text = useTexts();
  const names = useNames();
  const { units: words } = text;
  const [worst, ...others] = [...units].sort((a, b) => b.overdue - a.overdue);
  if (worst === undefined) return <EmptyState>{text.empty}</EmptyState>;
  const tell = others.length > 0 ? words.sentence : words.own;
  const count = (key: 'active' | 'overdue' | 'handedIn' | 'closed') => ({
    key,
    header: words[key],
    cell: (row: UnitTasks) => formatCount(row[key]),
    sort: (row: UnitTasks) => row[key],
    foot: formatCount(units.reduce((sum, row) => sum + row[key], 0)),
  });
  return (
    <Section
      id="unit-tasks"
      title={worst.overdue === 0 ? words.fine : tell(names(worst.unit), formatCount(worst.overdue))}
    >
      <DataTable
        caption={words.caption}
        rows={units}
        rowKey={({ unit }) => unit}
        columns={[
          {
            key: 'unit',
            header: words.unit,
            cell: ({ unit }) => (
              <Link to="/tasks" search={({ lang }) => ({ lang, of: unit })}>
                {names(unit)}
              </Link>
            ),
          },
          count('active'),
          count('overdue'),
          count('handedIn'),
          count('closed'),
          {
            key: 'inTime',
            header: words.inTime,
            cell: ({ closed, closedInTime }) => (closed === 0 ? '—' : formatPercent(closedInTime / closed)),
            sort: ({ closed, closedInTime }) => (closed === 0 ? undefined : closedInTime / closed),
          },
        ]}
      />
    </Section>
  );
}
