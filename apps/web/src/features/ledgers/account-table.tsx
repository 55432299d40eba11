import { KIND_LABELS, type SheetAccount, type SheetUnderstood } from '@skill-ledger/contracts';
import { useLanguage } from '../../i18n/language.ts';
import { type DataColumn, DataTable } from '../../ui/data-table.tsx';
import { formatCount } from '../../ui/format.ts';
import { useTexts } from './texts.ts';

const COUNTS = ['read', 'accepted', 'unchanged', 'corrected', 'quarantined', 'ignored'] as const;
type Counts = Record<(typeof COUNTS)[number], number>;

/** `understood` if the files were just read: it explains why a table does not count. */
type AccountedTable = SheetAccount & { understood?: SheetUnderstood };

interface AccountedFile {
  path: string;
  sheets: AccountedTable[];
}

/** Outcome of the rows of all sheets together. */
export function sumSheets(files: AccountedFile[]): Counts {
  const sum: Counts = { read: 0, accepted: 0, unchanged: 0, corrected: 0, quarantined: 0, ignored: 0 };
  for (const sheet of files.flatMap(({ sheets }) => sheets))
    for (const name of COUNTS) sum[name] += sheet[name];
  return sum;
}

interface AccountedSheet {
  /** A sheet may hold several tables. */
  key: string;
  path: string;
  sheet: AccountedTable;
}

/** The accounting of every sheet, with its total. */
export function AccountTable({ files }: { files: AccountedFile[] }) {
  const text = useTexts();
  const { say } = useLanguage();
  const sum = sumSheets(files);
  const kindOf = ({ kind, understood }: AccountedTable): string => {
    if (kind) return say(KIND_LABELS[kind]);
    if (!understood?.report) return text.unknownKind;
    const known = say(KIND_LABELS[understood.report.kind]);
    return understood.isLeftOut ? text.hiddenKind(known) : text.refusedKind(known);
  };
  const columns: DataColumn<AccountedSheet>[] = [
    { key: 'file', header: text.file, cell: ({ path }) => path, foot: text.total },
    { key: 'sheet', header: text.sheet, align: 'start', cell: ({ sheet }) => sheet.sheet || '—' },
    {
      key: 'kind',
      header: text.kind,
      align: 'start',
      cell: ({ sheet }) => kindOf(sheet),
    },
    ...COUNTS.map(
      (name): DataColumn<AccountedSheet> => ({
        key: name,
        header: text.account[name],
        cell: ({ sheet }) => (sheet[name] === 0 ? '—' : formatCount(sheet[name])),
        foot: formatCount(sum[name]),
      }),
    ),
  ];
  return (
    <DataTable
      caption={text.upload.accounts}
      columns={columns}
      rows={files.flatMap(({ path, sheets }) =>
        sheets.map((sheet, at) => ({ key: `${path} ${at}`, path, sheet })),
      )}
      rowKey={({ key }) => key}
      tall
    />
  );
}
