import {
  createColumnHelper,
  createSortedRowModel,
  rowSortingFeature,
  tableFeatures,
  useTable,
} from '@tanstack/react-table';
import { type Key, lazy, type ReactNode, Suspense, useMemo, useRef } from 'react';
import { SortHeader } from './sort-header.tsx';
import styles from './table.module.css';
import type { RowAttributes } from './virtual-body.tsx';

type SortValue = string | number | bigint | undefined;

export interface DataColumn<R> {
  key: string;
  header: ReactNode;
  cell: (row: R) => ReactNode;
  /** Text is aligned to the start, numbers to the end; the first column is always aligned to the start. */
  align?: 'start';
  /** Makes the header a button that sorts by this (an amount by its fen); rows without a value are always last. */
  sort?: (row: R) => SortValue;
  /** Footer of the column, such as a total. */
  foot?: ReactNode;
}

interface DataTableProps<R> {
  caption: string;
  /** The first column heads the rows. */
  columns: DataColumn<R>[];
  rows: R[];
  rowKey: (row: R) => string;
  /** As tall as its rows; otherwise it scrolls within the page, its header in view. */
  tall?: boolean;
}

/** From this many rows on, only those in view are rendered. */
const LONG = 200;
const VirtualBody = lazy(() => import('./virtual-body.tsx'));

const features = tableFeatures({ rowSortingFeature, sortedRowModel: createSortedRowModel() });

/** The table of every page: sticky header and first column, sortable by headers, long lists virtualised. */
export function DataTable<R extends object>({
  caption,
  columns,
  rows,
  rowKey,
  tall = false,
}: DataTableProps<R>) {
  const scroller = useRef<HTMLDivElement>(null);
  const table = useTable({ features, columns: useSorting(columns), data: rows });
  const sorted = table.getRowModel().rows.map(({ original }) => original);
  const isLong = !tall && rows.length >= LONG;
  const rowOf = (row: R, attributes?: RowAttributes) => (
    <Row key={rowKey(row)} columns={columns} row={row} {...attributes} />
  );
  return (
    // A group, not a landmark: the section around it has the same name.
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for the fields of a form
    <div
      ref={scroller}
      role="group"
      className={tall ? styles.scroll : `${styles.scroll} ${styles.bounded}`}
      aria-label={caption}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: scrollable areas must be reachable by keyboard
      tabIndex={0}
    >
      <table className={styles.table} aria-rowcount={isLong ? rows.length + 1 : undefined}>
        <caption className="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            {columns.map(({ key, header, align, sort }, index) => (
              <SortHeader
                key={key}
                atStart={align === 'start' || index === 0}
                {...(sort && {
                  direction: table.getColumn(key)?.getIsSorted(),
                  onSort: table.getColumn(key)?.getToggleSortingHandler(),
                })}
              >
                {header}
              </SortHeader>
            ))}
          </tr>
        </thead>
        {isLong ? (
          <Suspense fallback={<tbody>{sorted.slice(0, 20).map((row) => rowOf(row))}</tbody>}>
            <VirtualBody
              scroller={scroller}
              keys={sorted.map(rowKey)}
              columns={columns.length}
              draw={(index, attributes) => {
                const row = sorted[index];
                return row && rowOf(row, attributes);
              }}
            />
          </Suspense>
        ) : (
          <tbody>{sorted.map((row) => rowOf(row))}</tbody>
        )}
        <Foot columns={columns} />
      </table>
    </div>
  );
}

const compareTexts = (a: string, b: string): number => a.localeCompare(b, 'zh-CN', { numeric: true });

/** The columns for the table library. */
function useSorting<R extends object>(columns: DataColumn<R>[]) {
  return useMemo(() => {
    const helper = createColumnHelper<typeof features, R>();
    return helper.columns(
      columns.map(({ key, sort }) =>
        helper.accessor((row): SortValue => sort?.(row), {
          id: key,
          enableSorting: sort !== undefined,
          sortUndefined: 'last',
          sortFn: (a, b, id) => {
            const [first, second] = [a.getValue<SortValue>(id), b.getValue<SortValue>(id)];
            if (typeof first === 'string' || typeof second === 'string') {
              return compareTexts(String(first), String(second));
            }
            if (first === second || first === undefined || second === undefined) return 0;
            return first < second ? -1 : 1;
          },
        }),
      ),
    );
  }, [columns]);
}

type RowProps<R> = { columns: DataColumn<R>[]; row: R; key?: Key } & Partial<RowAttributes>;

function Row<R>({ columns, row, ...attributes }: RowProps<R>) {
  return (
    <tr {...attributes}>
      {columns.map(({ key, cell, align }, index) =>
        index === 0 ? (
          <th key={key} scope="row" className={styles.start}>
            {cell(row)}
          </th>
        ) : (
          <td key={key} className={align && styles.start}>
            {cell(row)}
          </td>
        ),
      )}
    </tr>
  );
}

function Foot<R>({ columns }: { columns: DataColumn<R>[] }) {
  if (columns.every(({ foot }) => foot === undefined)) return null;
  return (
    <tfoot>
      <tr>
        {columns.map(({ key, foot, align }, index) =>
          index === 0 && foot !== undefined ? (
            <th key={key} scope="row" className={styles.start}>
              {foot}
            </th>
          ) : (
            <td key={key} className={align && styles.start}>
              {foot}
            </td>
          ),
        )}
      </tr>
    </tfoot>
  );
}
