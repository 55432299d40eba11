import { KIND_LABELS, type QuarantineAnswer, type QuarantineEntry } from '@skill-ledger/contracts';
import { useState } from 'react';
import { useLanguage } from '../../i18n/language.ts';
import { useWords } from '../../i18n/words.ts';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { Select } from '../../ui/select.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { Entry } from './entries.tsx';
import { FixText, isOneCell } from './fix-text.tsx';
import styles from './quarantine-row.module.css';
import { useTexts } from './texts.ts';
import { useSuggestions } from './use-suggestions.ts';
import { Cells } from './who.tsx';

interface QuarantineRowProps {
  entry: QuarantineEntry;
  columns: QuarantineAnswer['columns'];
  /** Changed cells by field. */
  edited: Record<string, string>;
  /** Omitted if the user may only read. */
  onEdit: ((field: string, value: string) => void) | undefined;
}

/** One row: its origin, what is wrong, and the cells to correct. */
export function QuarantineRow({ entry, columns, edited, onEdit }: QuarantineRowProps) {
  const text = useTexts();
  const { say } = useLanguage();
  const suggest = useSuggestions();
  const [whole, setWhole] = useState(false);
  const failing = new Set(entry.reasons.map(({ field }) => field));
  const looked = new Set([...failing, ...entry.reasons.flatMap(({ compares }) => compares)]);
  // A waiting row cannot be edited.
  const brief = entry.isWaiting ? [] : columns.filter(({ field }) => looked.has(field) || field in edited);
  const shown = whole ? columns : brief;
  return (
    <Entry
      name={<strong>{say(KIND_LABELS[entry.kind])}</strong>}
      origin={
        <>
          {[entry.file, entry.sheet].filter(Boolean).join(' · ')}
          <br />
          {text.rowNumber(String(entry.row))} · {text.quarantine.inBatch(entry.batch)}
        </>
      }
    >
      <Cells cells={entry.who} label={text.queue.who} />
      <ul>
        {entry.reasons.map((reason) => (
          <li key={reason.text.zh}>{say(reason.text)}</li>
        ))}
      </ul>
      <Consequence entry={entry} />
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
      <Button kind="link" aria-expanded={whole} onClick={() => setWhole(!whole)}>
        {whole ? text.quarantine.fewerColumns : text.quarantine.allColumns}
      </Button>
    </Entry>
  );
}

/** The row it waits for, or the rows that pass once it is fixed. */
function Consequence({ entry }: { entry: QuarantineEntry }) {
  const text = useTexts();
  const { isWaiting, isMissing, waitsFor, fix, reasons } = entry;
  if (isWaiting && !waitsFor) return <p>{text.queue.waitsForOther}</p>;
  if (isWaiting && waitsFor) {
    const { id, file, sheet, row } = waitsFor;
    const place = [file, sheet, text.rowNumber(String(row))].filter(Boolean).join(' · ');
    return (
      <p>
        {text.queue.waitsFor(place)}{' '}
        <ButtonLink kind="link" to="/ledgers/quarantine" search={({ lang }) => ({ lang, id })}>
          {text.queue.goTo}
        </ButtonLink>
      </p>
    );
  }
  if (!fix || fix.freed <= 1) return null;
  return (
    <p>
      <strong>
        <FixText fix={fix} isMissing={isMissing} isOneCell={isOneCell(reasons)} />
      </strong>
    </p>
  );
}

interface CellProps {
  column: QuarantineAnswer['columns'][number];
  original: string;
  edited: string | undefined;
  /** Suggestions from the programme; other values may be typed. */
  suggested: string[];
  failing: boolean;
  onEdit: ((value: string) => void) | undefined;
}

function Cell({ column, original, edited, suggested, failing, onEdit }: CellProps) {
  const text = useTexts();
  const { brackets } = useWords();
  const value = edited ?? original;
  // Its file may have had another unit.
  const label = `${column.label}${column.unit === null ? '' : brackets(column.unit)}`;
  const isEdited = edited !== undefined;
  const field = {
    label: failing ? `${label} ▲` : label,
    help: isEdited && `${text.quarantine.original} ${original || text.quarantine.emptyCell}`,
    className: [failing && styles.failing, isEdited && styles.edited].filter(Boolean).join(' ') || undefined,
    value,
  };
  if (onEdit === undefined) return <TextField {...field} readOnly />;
  if (column.values.length === 0) return <TextField {...field} suggestions={suggested} onValue={onEdit} />;
  const strange = column.values.includes(value) ? [] : [{ value, label: value || text.quarantine.emptyCell }];
  return (
    <Select
      {...field}
      options={[...strange, ...column.values.map((one) => ({ value: one, label: one }))]}
      onValue={onEdit}
    />
  );
}
