import { KIND_LABELS, type LoadOutcome, type TableReport } from '@skill-ledger/contracts';
import { useLanguage } from '../../i18n/language.ts';
import { useWords } from '../../i18n/words.ts';
import { Checkbox } from '../../ui/checkbox.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { formatCount } from '../../ui/format.ts';
import { Notice } from '../../ui/notice.tsx';
import { Section } from '../../ui/section.tsx';
import styles from './check-result.module.css';
import { useTexts } from './texts.ts';

type File = LoadOutcome['files'][number];
type Sheet = File['sheets'][number];

interface UnderstoodProps {
  files: File[];
  notRead: LoadOutcome['notRead'];
  /** Rows of hidden sheets count. */
  hidden: boolean;
  onHidden: (hidden: boolean) => void;
}

/** How each sheet was read, to be checked by the user before loading. */
export function Understood({ files, notRead, hidden, onHidden }: UnderstoodProps) {
  const text = useTexts();
  const { say } = useLanguage();
  const shell = useWords();
  const hiddenSheets = files.flatMap(({ path, sheets }) =>
    sheets
      .filter(({ understood }) => understood.state !== 'visible')
      .map(({ sheet }) => [path, sheet].filter(Boolean).join(' · ')),
  );
  const known = files.flatMap((file) =>
    file.sheets.flatMap((sheet, at) => (isTold(sheet) ? [{ file, sheet, at }] : [])),
  );
  if (known.length === 0 && hiddenSheets.length === 0 && notRead.length === 0) return null;
  return (
    <Section id="understood" title={text.understood.title} note={text.understood.note}>
      {hiddenSheets.length > 0 && (
        <Notice tone="warn">
          {text.understood.hiddenSheets([...new Set(hiddenSheets)].join(shell.comma))}
          <div>
            <Checkbox checked={hidden} onChange={onHidden}>
              {text.understood.countHidden}
            </Checkbox>
          </div>
        </Notice>
      )}
      {notRead.length > 0 && (
        <Notice tone="warn">
          {text.understood.notRead}
          <ul className={styles.notes}>
            {notRead.map((file) => (
              <li key={file.path}>
                {file.path}
                {shell.colon}
                {say(file.text)}
              </li>
            ))}
          </ul>
        </Notice>
      )}
      {known.map(({ file, sheet, at }) => (
        <SheetUnderstood key={`${file.path} ${at}`} file={file} sheet={sheet} />
      ))}
    </Section>
  );
}

const isTold = ({ understood }: Sheet): boolean =>
  understood.report !== null || understood.remarks.length > 0;

/** Whether it differs from a plain table; it is then expanded. */
function isUnusual({ calendar }: File, { understood: { report, remarks } }: Sheet): boolean {
  if (calendar === 1904 || remarks.length > 0) return true;
  if (!report) return false;
  const { columns, refused, crossedOut, hiddenRows, hiddenColumns, unnamed } = report;
  return (
    refused !== null ||
    Boolean(crossedOut) ||
    hiddenRows > 0 ||
    hiddenColumns.length > 0 ||
    unnamed.length > 0 ||
    columns.some(({ factor }) => factor !== 1)
  );
}

function SheetUnderstood({ file, sheet }: { file: File; sheet: Sheet }) {
  const text = useTexts();
  const { say } = useLanguage();
  const { report, preview, remarks } = sheet.understood;
  const where = [file.path, sheet.sheet].filter(Boolean).join(' · ');
  const refused = report?.refused;
  return (
    <details className={styles.sheet} open={isUnusual(file, sheet)}>
      <summary>
        {where}
        {report &&
          ` · ${say(KIND_LABELS[report.kind])} · ${text.understood.header(rowsOf(report), report.range.join('–'))}`}
      </summary>
      {refused && <Notice tone="bad">{say(refused)}</Notice>}
      <ul className={styles.notes}>
        {file.calendar === 1904 && <li>{text.understood.calendar}</li>}
        {remarks.map((remark) => (
          <li key={remark.zh}>{say(remark)}</li>
        ))}
        {report && <Notes report={report} />}
      </ul>
      {report && (
        <DataTable
          tall
          caption={where}
          rows={report.columns}
          rowKey={({ field }) => field}
          columns={[
            { key: 'column', header: text.understood.column, cell: ({ column }) => column },
            {
              key: 'header',
              header: text.understood.asWritten,
              align: 'start',
              cell: ({ header }) => header,
            },
            { key: 'label', header: text.understood.readAs, align: 'start', cell: ({ label }) => label },
            {
              key: 'unit',
              header: text.understood.unit,
              align: 'start',
              cell: ({ unit, factor }) =>
                unit === null ? '' : factor === 1 ? unit : text.understood.times(unit, formatCount(factor)),
            },
            ...preview.map(({ row, cells }) => ({
              key: `row ${row}`,
              header: text.rowNumber(String(row)),
              align: 'start' as const,
              cell: ({ field }: { field: string }) => cells[field] ?? '',
            })),
          ]}
        />
      )}
    </details>
  );
}

const rowsOf = ({ headerRows: [from, to] }: TableReport): string =>
  from === to ? `${from}` : `${from}–${to}`;

/** Ignored parts of a table, by position. */
function Notes({ report }: { report: TableReport }) {
  const text = useTexts();
  const shell = useWords();
  const { unnamed, titles, noData, hiddenRows, hiddenColumns, crossedOut } = report;
  const list = Object.entries(noData) as [keyof typeof noData, string][];
  return (
    <>
      {unnamed.length > 0 && <li>{text.understood.unnamed(unnamed.join(shell.comma))}</li>}
      {titles && <li>{text.understood.titles(titles)}</li>}
      {list.map(([why, rows]) => (
        <li key={why}>{text.understood.noData[why](rows)}</li>
      ))}
      {hiddenRows > 0 && <li>{text.understood.hiddenRows(formatCount(hiddenRows))}</li>}
      {crossedOut && <li>{text.understood.crossedOut(crossedOut)}</li>}
      {hiddenColumns.length > 0 && <li>{text.understood.hiddenColumns(hiddenColumns.join(shell.comma))}</li>}
    </>
  );
}
