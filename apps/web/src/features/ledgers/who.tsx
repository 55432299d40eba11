import type { LabelledCell } from '@skill-ledger/contracts';
import styles from './who.module.css';

/** The subject of a row, or the cells of a check: labels with values in one line. */
export function Cells({ cells, label }: { cells: LabelledCell[]; label?: string }) {
  if (cells.length === 0) return null;
  return (
    <dl className={styles.cells} aria-label={label}>
      {cells.map((cell) => (
        <div key={`${cell.label} ${cell.value}`}>
          <dt>{cell.label}</dt>
          <dd>{cell.value || '—'}</dd>
        </div>
      ))}
    </dl>
  );
}
