import type { UnitsAnswer } from '@skill-ledger/contracts';
import { createColumnHelper } from '@tanstack/react-table';
import { useMemo } from 'react';
import { CellBar, GapBar } from '../../charts/cell-bar.tsx';
import { useLanguage } from '../../i18n/language.ts';
import { useNames, useProgramme } from '../../programme/programme.tsx';
import { Mark } from '../../ui/mark.tsx';
import { compareYuan } from '../../ui/money.ts';
import { SortableTable, sortable } from '../../ui/sortable-table.tsx';
import { Figure } from '../../why/figure.tsx';
import type { RankedUnit } from './rank.ts';
import styles from './unit-table.module.css';

const helper = createColumnHelper<typeof sortable, RankedUnit>();
/** What has no value stands last, whichever way the rest is sorted. */
const LAST = { sortUndefined: 'last', sortDescFirst: true } as const;
export function UnitTable({ answer, rows }: { answer: UnitsAnswer; rows: RankedUnit[] }) {
  const { text, say } = useLanguage();
  const names = useNames();
  const { figures } = useProgramme();
  const columns = useMemo(() => {
    const label = (id: keyof typeof figures) => {
      const definition = figures[id];
      return definition ? say(definition.label) : id;
    };
    const unitName = (name: string) => (name === '未分解' ? text.absence.未分解 : names(name));
    const source = (row: RankedUnit) => ({ subject: unitName(row.name), row, basis: answer });
    const widest = Math.max(1, ...rows.map(({ progress }) => progress ?? 0));
    const widestGap = Math.max(10, ...rows.map(({ paceGap }) => Math.abs(paceGap ?? 0)));
    const number = (id: 'completed' | 'quota' | 'passRate') =>
      helper.accessor((row) => row[id], {
        id,
        header: label(id),
        ...LAST,
        cell: ({ row }) => <Figure id={id} source={source(row.original)} />,
      });
    const money = (id: 'paid' | 'budget') =>
      helper.accessor((row) => row[id], {
        id,
        header: `${label(id)}${text.brackets(text.unitWords.yuan)}`,
        ...LAST,
        sortFn: (a, b) => compareYuan(a.original[id] ?? '0.00', b.original[id] ?? '0.00'),
        cell: ({ row }) => <Figure id={id} source={source(row.original)} />,
      });
    return helper.columns([
      helper.accessor('name', {
        header: text.unit,
        sortFn: (a, b) => unitName(a.original.name).localeCompare(unitName(b.original.name), 'zh-CN'),
        cell: ({ row: { original } }) => (
          <span className={styles.unit}>
            <span
              className={styles.rank}
              title={original.rank === undefined ? text.units.noRank : text.units.rank}
            >
              {original.rank ?? '–'}
            </span>
            {unitName(original.name)}
          </span>
        ),
      }),
      helper.accessor((row) => row.paceGap, {
        id: 'paceGap',
        header: label('paceGap'),
        ...LAST,
        cell: ({ row: { original } }) => (
          <span className={styles.gap}>
            <span>
              {original.pace && (
                <Figure id="pace" source={source(original)}>
                  <Mark state={original.pace} word={text.pace[original.pace]} />
                </Figure>
              )}
            </span>
            <Figure id="paceGap" source={source(original)} />
            <GapBar points={original.paceGap} widest={widestGap} />
          </span>
        ),
      }),
      helper.accessor((row) => row.progress, {
        id: 'progress',
        header: label('progress'),
        ...LAST,
        cell: ({ row: { original } }) => (
          <CellBar value={original.progress} max={widest} mark={original.timeProgress}>
            <Figure id="progress" source={source(original)} />
          </CellBar>
        ),
      }),
      number('completed'),
      number('quota'),
      number('passRate'),
      money('paid'),
      money('budget'),
      helper.accessor((row) => row.paidOfBudget, {
        id: 'paidOfBudget',
        header: label('paidOfBudget'),
        ...LAST,
        cell: ({ row: { original } }) => (
          <CellBar value={original.paidOfBudget} max={1}>
            <Figure id="paidOfBudget" source={source(original)} />
          </CellBar>
        ),
      }),
    ]);
  }, [answer, rows, text, say, names, figures]);
  return <SortableTable caption={text.units.label} columns={columns} rows={rows} />;
}
