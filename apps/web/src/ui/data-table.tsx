import type { ReactNode } from 'react';
import styles from './table.module.css';

export interface DataColumn<R> {
  key: string;
  header: ReactNode;
  cell: (row: R) => ReactNode;
  /** Words stand at the start, numbers at the end. */
  align?: 'start';
}

interface DataTableProps<R> {
  caption: string;
  /** The first column heads the rows. */
  columns: DataColumn<R>[];
  rows: R[];
  rowKey: (row: R) => string;
}

/** A plain table: the twin of a chart, for reading, copying and assistive technology. */
export function DataTable<R>({ caption, columns, rows, rowKey }: DataTableProps<R>) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className={`${styles.scroll} ${styles.bounded}`} aria-label={caption} tabIndex={0}>
      <table className={styles.table}>
        <caption className="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            {columns.map(({ key, header, align }, index) => (
              <th key={key} scope="col" className={align || index === 0 ? styles.start : undefined}>
                {header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={rowKey(row)}>
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
          ))}
        </tbody>
      </table>
    </section>
  );
}
