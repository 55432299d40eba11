import { fenOf, NOT_HANDED_DOWN, TOWN_LED, type UnitsAnswer } from '@skill-ledger/contracts';
import { useMemo } from 'react';
import { CellBar, GapBar } from '../../charts/cell-bar.tsx';
import { useLanguage } from '../../i18n/language.ts';
import { useNames, useProgramme } from '../../programme/programme.tsx';
import { type DataColumn, DataTable } from '../../ui/data-table.tsx';
import { Mark } from '../../ui/mark.tsx';
import { Figure } from '../../why/figure.tsx';
import type { RankedUnit } from './rank.ts';
import { useTexts } from './texts.ts';
import styles from './unit-table.module.css';

/** Every column is sortable; units without a value are always last. */
export default function UnitTable({
  answer,
  rows,
  label: caption,
}: {
  answer: UnitsAnswer;
  rows: RankedUnit[];
  label: string;
}) {
  const text = useTexts();
  const { say } = useLanguage();
  const names = useNames();
  const { figures } = useProgramme();
  const columns = useMemo(() => {
    const label = (id: keyof typeof figures) => {
      const definition = figures[id];
      return definition ? say(definition.label) : id;
    };
    const lines: Record<string, string> = {
      [NOT_HANDED_DOWN]: text.absence.未分解,
      [TOWN_LED]: text.units.townLed,
    };
    const unitName = (name: string) => lines[name] ?? names(name);
    const source = (row: RankedUnit) => ({ subject: unitName(row.name), row, basis: answer });
    const widest = Math.max(1, ...rows.map(({ progress }) => progress ?? 0));
    const widestGap = Math.max(10, ...rows.map(({ paceGap }) => Math.abs(paceGap ?? 0)));
    const number = (id: 'completed' | 'quota' | 'passRate'): DataColumn<RankedUnit> => ({
      key: id,
      header: label(id),
      sort: (row) => row[id],
      cell: (row) => <Figure id={id} source={source(row)} />,
    });
    const money = (id: 'paid' | 'budget'): DataColumn<RankedUnit> => ({
      key: id,
      header: `${label(id)}${text.brackets(text.unitWords.yuan)}`,
      sort: (row) => row[id] && fenOf(row[id]),
      cell: (row) => <Figure id={id} source={source(row)} />,
    });
    const all: DataColumn<RankedUnit>[] = [
      {
        key: 'name',
        header: text.unit,
        sort: ({ name }) => unitName(name),
        cell: ({ name, rank }) => (
          <span className={styles.unit}>
            {rows.length > 1 && (
              <span className={styles.rank} title={rank === undefined ? text.units.noRank : text.units.rank}>
                {rank ?? '–'}
              </span>
            )}
            {unitName(name)}
          </span>
        ),
      },
      {
        key: 'paceGap',
        header: label('paceGap'),
        sort: ({ paceGap }) => paceGap,
        cell: (row) => (
          <span className={styles.gap}>
            <span>
              {row.pace && (
                <Figure id="pace" source={source(row)}>
                  <Mark state={row.pace} word={text.pace[row.pace]} />
                </Figure>
              )}
            </span>
            <Figure id="paceGap" source={source(row)} />
            <GapBar points={row.paceGap} widest={widestGap} />
          </span>
        ),
      },
      {
        key: 'progress',
        header: label('progress'),
        sort: ({ progress }) => progress,
        cell: (row) => (
          <CellBar value={row.progress} max={widest} mark={row.timeProgress}>
            <Figure id="progress" source={source(row)} />
          </CellBar>
        ),
      },
      number('completed'),
      number('quota'),
      number('passRate'),
      money('paid'),
      money('budget'),
      {
        key: 'paidOfBudget',
        header: label('paidOfBudget'),
        sort: ({ paidOfBudget }) => paidOfBudget,
        cell: (row) => (
          <CellBar value={row.paidOfBudget} max={1}>
            <Figure id="paidOfBudget" source={source(row)} />
          </CellBar>
        ),
      },
    ];
    return all;
  }, [answer, rows, text, say, names, figures]);
  return <DataTable caption={caption} columns={columns} rows={rows} rowKey={({ name }) => name} tall />;
}
