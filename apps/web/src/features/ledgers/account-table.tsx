import { KIND_LABELS, type SheetAccount } from '@skill-ledger/contracts';
import { useLanguage } from '../../i18n/language.ts';
import { formatCount } from '../../ui/format.ts';
import styles from '../../ui/table.module.css';
import { useTexts } from './texts.ts';

const COUNTS = ['read', 'accepted', 'unchanged', 'corrected', 'quarantined', 'ignored'] as const;
type Counts = Record<(typeof COUNTS)[number], number>;

interface AccountedFile {
  path: string;
  sheets: SheetAccount[];
}

/** What became of the rows of all sheets together. */
export function sumSheets(files: AccountedFile[]): Counts {
  const sum: Counts = { read: 0, accepted: 0, unchanged: 0, corrected: 0, quarantined: 0, ignored: 0 };
  for (const sheet of files.flatMap(({ sheets }) => sheets))
    for (const name of COUNTS) sum[name] += sheet[name];
  return sum;
}

/** The accounting of every sheet, with its total. */
export function AccountTable({ files }: { files: AccountedFile[] }) {
  const text = useTexts();
  const { say } = useLanguage();
  const rows = files.flatMap(({ path, sheets }) => sheets.map((sheet) => ({ path, sheet })));
  const sum = sumSheets(files);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className={styles.scroll} aria-label={text.upload.accounts} tabIndex={0}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col" className={styles.start}>
              {text.file}
            </th>
            <th scope="col" className={styles.start}>
              {text.sheet}
            </th>
            <th scope="col" className={styles.start}>
              {text.kind}
            </th>
            {COUNTS.map((name) => (
              <th key={name} scope="col">
                {text.account[name]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ path, sheet }) => (
            <tr key={`${path} ${sheet.sheet}`}>
              <th scope="row" className={styles.start}>
                {path}
              </th>
              <td className={styles.start}>{sheet.sheet || '—'}</td>
              <td className={styles.start}>{sheet.kind ? say(KIND_LABELS[sheet.kind]) : text.unknownKind}</td>
              {COUNTS.map((name) => (
                <td key={name}>{sheet[name] === 0 ? '—' : formatCount(sheet[name])}</td>
              ))}
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row" className={styles.start}>
              {text.total}
            </th>
            <td />
            <td />
            {COUNTS.map((name) => (
              <td key={name}>{formatCount(sum[name])}</td>
            ))}
          </tr>
        </tfoot>
      </table>
    </section>
  );
}
