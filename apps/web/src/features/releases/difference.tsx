import type { ReleaseAnswer } from '@skill-ledger/contracts';
import { useLanguage } from '../../i18n/language.ts';
import { DataTable } from '../../ui/data-table.tsx';
import { HelpText } from '../../ui/field.tsx';
import { formatCount } from '../../ui/format.ts';
import { Section } from '../../ui/section.tsx';
import { useTexts } from './texts.ts';

const MAX_SHOWN = 200;

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
            { key: 'field', header: text.field, align: 'start', cell: ({ field }) => field },
            { key: 'before', header: text.before, cell: ({ before }) => before ?? text.empty },
            { key: 'after', header: text.after, cell: ({ after }) => after ?? text.empty },
          ]}
        />
      )}
      {difference.length > MAX_SHOWN && (
        <HelpText>{text.more(formatCount(difference.length - MAX_SHOWN))}</HelpText>
      )}
    </Section>
  );
}
