import { COLUMN_TYPES } from '../../etl/src/columns/index.ts';
import type { Column, Programme } from '../../etl/src/programme/programme.ts';
import { KIND_LABELS, LedgerKind } from '../../libs/contracts/src/index.ts';

const HEADER = [
  'column',
  'also read as',
  'field',
  'type',
  'in the warehouse',
  'required',
  'key',
  'personal',
  'values',
  'clause',
];

/** The page docs/ledgers.md, generated from columns.csv. */
export const ledgersPage = (programme: Programme): string =>
  `# Ledgers

The columns of the nine kinds of ledger, generated from \`data/programmes/${programme.id}/columns.csv\` by \`test/programme/new-column.test.ts\`:
to change them, edit that file and run \`npx vitest run test/programme -u\`. *Key* columns identify a row. *Personal* cells are masked until the reader
states a purpose, in the way named; \`no\` is shown.

${LedgerKind.options.map((kind) => section(kind, programme)).join('\n\n')}
`;

function section(kind: LedgerKind, { columns }: Programme): string {
  const lines = columns.filter((column) => column.kind === kind).map(cells);
  const table = [HEADER, HEADER.map(() => '---'), ...lines].map((line) => `| ${line.join(' | ')} |`);
  return `## ${KIND_LABELS[kind].zh} · \`${kind}\`\n\n${table.join('\n')}`;
}

const cells = (column: Column): string[] => [
  column.label,
  column.synonyms.join('、'),
  `\`${column.field}\``,
  column.type,
  COLUMN_TYPES[column.type].sql,
  column.required ? 'yes' : '',
  column.key ? 'yes' : '',
  column.personal,
  column.values.join('、'),
  column.clause,
];
