import { type EvidenceRow, KIND_LABELS } from '@skill-ledger/contracts';
import { useLanguage } from '../../i18n/language.ts';
import styles from './evidence-tables.module.css';
import { useTexts } from './texts.ts';

interface EvidenceTablesProps {
  rows: EvidenceRow[];
  /** Cells that differ between rows of one kind are bold, if there are several rows. */
  marksDifferences?: boolean;
}

/** Ledger rows, those of one kind side by side. */
export function EvidenceTables({ rows, marksDifferences = true }: EvidenceTablesProps) {
  const text = useTexts();
  const { say } = useLanguage();
  const kinds = [...new Set(rows.map(({ kind }) => kind))];
  return kinds.map((kind) => {
    const own = rows.filter((row) => row.kind === kind);
    const labels = own[0]?.cells.map(({ label }) => label) ?? [];
    const shown = labels.flatMap((label, index) => {
      const values = own.map((row) => row.cells[index]?.value ?? null);
      return values.some((value) => value !== null) ? [{ label, values }] : [];
    });
    return (
      // biome-ignore lint/a11y/useSemanticElements: a fieldset is for the fields of a form
      // biome-ignore lint/a11y/noNoninteractiveTabindex: scrollable areas must be reachable by keyboard
      <div key={kind} className={styles.scroll} role="group" tabIndex={0} aria-label={say(KIND_LABELS[kind])}>
        <table className={styles.rows}>
          <caption>{say(KIND_LABELS[kind])}</caption>
          <thead>
            <tr>
              <th scope="col">{text.field}</th>
              {own.map(({ file, sheet, row }) => (
                <th scope="col" key={`${file} ${sheet} ${row}`}>
                  {[file, sheet, text.row(row)].filter(Boolean).join(' · ')}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map(({ label, values }) => {
              const differs = marksDifferences && new Set(values).size > 1;
              return (
                <tr key={label}>
                  <th scope="row">{label}</th>
                  {values.map((value, index) => (
                    <td key={index}>{differs ? <strong>{value ?? '—'}</strong> : (value ?? '—')}</td>
                  ))}
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    );
  });
}
