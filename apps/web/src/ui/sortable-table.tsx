import {
  type ColumnDef,
  createSortedRowModel,
  rowSortingFeature,
  sortFns,
  tableFeatures,
  useTable,
} from '@tanstack/react-table';
import { useLanguage } from '../i18n/language.ts';
import styles from './table.module.css';

/** What a sortable table can do: build its columns with these. */
export const sortable = tableFeatures({
  rowSortingFeature,
  sortedRowModel: createSortedRowModel(),
  sortFns,
});

interface SortableTableProps<R extends object> {
  caption: string;
  /** The first column heads the rows; keep them stable between renders. */
  columns: ColumnDef<typeof sortable, R>[];
  rows: R[];
}

/** A table whose headers sort it; the first column stays in view while the rest scrolls. */
export function SortableTable<R extends object>({ caption, columns, rows }: SortableTableProps<R>) {
  const { text } = useLanguage();
  const table = useTable({ features: sortable, columns, data: rows });
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className={styles.scroll} aria-label={caption} tabIndex={0}>
      <table className={styles.table}>
        <caption className="visually-hidden">{caption}</caption>
        <thead>
          {table.getHeaderGroups().map((group) => (
            <tr key={group.id}>
              {group.headers.map((header, index) => {
                const direction = header.column.getIsSorted();
                return (
                  <th
                    key={header.id}
                    scope="col"
                    className={index === 0 ? styles.start : undefined}
                    aria-sort={
                      direction === 'asc' ? 'ascending' : direction === 'desc' ? 'descending' : 'none'
                    }
                  >
                    <button
                      type="button"
                      className={styles.sort}
                      title={text.sortBy}
                      onClick={header.column.getToggleSortingHandler()}
                    >
                      <table.FlexRender header={header} />
                      <svg viewBox="0 0 8 10" width="8" height="10" aria-hidden="true">
                        {direction !== 'desc' && <path d="M4 0l3 4H1z" fill="currentColor" />}
                        {direction !== 'asc' && <path d="M4 10L1 6h6z" fill="currentColor" />}
                      </svg>
                    </button>
                  </th>
                );
              })}
            </tr>
          ))}
        </thead>
        <tbody>
          {table.getRowModel().rows.map((row) => (
            <tr key={row.id}>
              {row.getAllCells().map((cell, index) =>
                index === 0 ? (
                  <th key={cell.id} scope="row" className={styles.start}>
                    <table.FlexRender cell={cell} />
                  </th>
                ) : (
                  <td key={cell.id}>
                    <table.FlexRender cell={cell} />
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
