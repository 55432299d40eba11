import type { ReleaseAnswer } from '@skill-ledger/contracts';
import { useLanguage } from '../../i18n/language.ts';
import { DataTable } from '../../ui/data-table.tsx';
import { HelpText } from '../../ui/field.tsx';
import { formatCount, grouped } from '../../ui/format.ts';
import { Section } from '../../ui/section.tsx';
import { useTexts } from './texts.ts';

const MAX_SHOWN = 30;

/** Digits in groups of three; a ratio, a name and an empty cell stay as they are. */
const shown = (value: string): string =>
  value.replace(/^(-?)(\d{4,})/, (_, sign: string, digits: string) => sign + grouped(digits));

interface DifferenceProps extends Pick<ReleaseAnswer, 'tables'> {
  difference: NonNullable<ReleaseAnswer['difference']>;
}

/** What a revision changes, cell by cell. */
export function Difference({ difference, tables }: DifferenceProps) {
  const { difference: text } = useTexts();
  const { say } = useLanguage();
  const titleOf = (name: string): string => {
    const table = tables.find((one) => one.name === name);
    return table ? say(table.title) : name;
  };
  const fieldOf = (name: string, field: string): string => {
    const found = tables.find((one) => one.name === name)?.fields.find((one) => one.name === field);
    return found ? say(found.title) : field;
  };
  const cell = (value: string | null): string => (value === null ? text.empty : shown(value));
  return (
    <Section
      id="difference"
      title={difference.length === 0 ? text.none : text.title(formatCount(difference.length))}
    >
      {difference.length > 0 && (
        <DataTable
          tall
          caption={text.title(formatCount(difference.length))}
          rows={difference.slice(0, MAX_SHOWN)}
          rowKey={({ table, key, field }) => `${table} ${key.join(' ')} ${field}`}
          columns={[
            { key: 'table', header: text.table, cell: ({ table }) => titleOf(table) },
            { key: 'key', header: text.key, align: 'start', cell: ({ key }) => key.join(' · ') },
            {
              key: 'field',
              header: text.field,
              align: 'start',
              cell: ({ table, field }) => fieldOf(table, field),
            },
            { key: 'before', header: text.before, cell: ({ before }) => cell(before) },
            { key: 'after', header: text.after, cell: ({ after }) => cell(after) },
          ]}
        />
      )}
      {difference.length > MAX_SHOWN && (
        <HelpText>{text.more(formatCount(difference.length - MAX_SHOWN))}</HelpText>
      )}
    </Section>
  );
}
