import { KIND_LABELS, type QuarantineAnswer, type QuarantineEntry } from '@skill-ledger/contracts';
import { useId, useState } from 'react';
import { useLanguage } from '../../i18n/language.ts';
import styles from './ledgers.module.css';
import { useTexts } from './texts.ts';
import { useSuggestions } from './use-suggestions.ts';

/** Columns that name a record of another ledger, which may still come; what the programme does not know never will. */
const RECORDS = ['class_id', 'institution_code'];

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
  const suggest = useSuggestions();
  const [whole, setWhole] = useState(false);
  const failing = new Set(entry.reasons.map(({ field }) => field));
  const shown = whole ? columns : columns.filter(({ field }) => failing.has(field) || field in edited);
  const waits = entry.reasons.every(({ code, field }) => code === 'V09' && RECORDS.includes(field ?? ''));
  return (
    <li className={styles.entry}>
      <div className={styles.origin}>
        <strong>{say(KIND_LABELS[entry.kind])}</strong>
        {[entry.file, entry.sheet].filter(Boolean).join(' · ')}
        <br />
        {text.rowNumber(String(entry.row))} · {text.quarantine.inBatch(entry.batch)}
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
              suggested={suggest(entry.kind, column.field)}
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
  /** Values the programme knows for it; others may be typed. */
  suggested: string[];
  failing: boolean;
  onEdit: ((value: string) => void) | undefined;
}

function Cell({ column, original, edited, suggested, failing, onEdit }: CellProps) {
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
        <>
          <input
            id={id}
            value={value}
            autoComplete="off"
            list={suggested.length > 0 ? `${id}-list` : undefined}
            onChange={({ target }) => onEdit(target.value)}
          />
          {suggested.length > 0 && (
            <datalist id={`${id}-list`}>
              {suggested.map((one) => (
                <option key={one} value={one} />
              ))}
            </datalist>
          )}
        </>
      )}
      {edited !== undefined && (
        <span className={styles.help}>
          {text.quarantine.original} {original || text.quarantine.emptyCell}
        </span>
      )}
    </div>
  );
}
