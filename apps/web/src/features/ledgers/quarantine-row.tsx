import { KIND_LABELS, type QuarantineAnswer, type QuarantineEntry } from '@skill-ledger/contracts';
import { useId, useState } from 'react';
import { useLanguage } from '../../i18n/language.ts';
import styles from './ledgers.module.css';
import { useTexts } from './texts.ts';

interface QuarantineRowProps {
  entry: QuarantineEntry;
  columns: QuarantineAnswer['columns'];
  /** Changed cells by field. */
  edited: Record<string, string>;
  /** Left out where one may look and not mend. */
  onEdit: ((field: string, value: string) => void) | undefined;
}

/** One row: where it is from, what is wrong, and the cells to mend it in. */
export function QuarantineRow({ entry, columns, edited, onEdit }: QuarantineRowProps) {
  const text = useTexts();
  const { say } = useLanguage();
  const [whole, setWhole] = useState(false);
  const failing = new Set(entry.reasons.map(({ field }) => field));
  const shown = whole ? columns : columns.filter(({ field }) => failing.has(field) || field in edited);
  const waits = entry.reasons.every(({ code }) => code === 'V09');
  return (
    <li className={styles.entry}>
      <div className={styles.origin}>
        <strong>{say(KIND_LABELS[entry.kind])}</strong>
        {[entry.file, entry.sheet].filter(Boolean).join(' · ')}
        <br />
        {text.row} {entry.row} · {entry.batch}
      </div>
      <div>
        <ul className={styles.why}>
          {entry.reasons.map((reason) => (
            <li key={reason.text.zh}>{say(reason.text)}</li>
          ))}
          {waits && <li className={styles.help}>{text.quarantine.waits}</li>}
        </ul>
        <div className={styles.cells}>
          {shown.map((column) => (
            <Cell
              key={column.field}
              column={column}
              original={entry.cells[column.field] ?? ''}
              edited={edited[column.field]}
              failing={failing.has(column.field)}
              onEdit={onEdit && ((value) => onEdit(column.field, value))}
            />
          ))}
        </div>
        <button type="button" className={styles.link} aria-expanded={whole} onClick={() => setWhole(!whole)}>
          {whole ? text.quarantine.fewerColumns : text.quarantine.allColumns}
        </button>
      </div>
    </li>
  );
}

interface CellProps {
  column: QuarantineAnswer['columns'][number];
  original: string;
  edited: string | undefined;
  failing: boolean;
  onEdit: ((value: string) => void) | undefined;
}

function Cell({ column, original, edited, failing, onEdit }: CellProps) {
  const text = useTexts();
  const id = useId();
  const value = edited ?? original;
  const classes = [styles.field, failing && styles.failing, edited !== undefined && styles.edited];
  return (
    <div className={classes.filter(Boolean).join(' ')}>
      <label htmlFor={id}>
        {column.label}
        {failing && ' ▲'}
      </label>
      {onEdit === undefined ? (
        <input id={id} value={value} readOnly />
      ) : column.values.length > 0 ? (
        <select id={id} value={value} onChange={({ target }) => onEdit(target.value)}>
          {!column.values.includes(value) && (
            <option value={value}>{value || text.quarantine.emptyCell}</option>
          )}
          {column.values.map((one) => (
            <option key={one} value={one}>
              {one}
            </option>
          ))}
        </select>
      ) : (
        <input id={id} value={value} autoComplete="off" onChange={({ target }) => onEdit(target.value)} />
      )}
      {edited !== undefined && (
        <span className={styles.help}>
          {text.quarantine.original} {original || text.quarantine.emptyCell}
        </span>
      )}
    </div>
  );
}
