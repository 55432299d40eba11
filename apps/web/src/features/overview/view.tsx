import { useNavigate, useSearch } from '@tanstack/react-router';
import { Segmented } from '../../ui/segmented.tsx';
import type { Part } from './search.ts';
import { useTexts } from './texts.ts';

/** Whether a part is shown as a table. */
export const useIsTable = (part: Part): boolean => useSearch({ from: '/' }).table?.includes(part) ?? false;

/** 图 / 表: the switch between a chart and its table, kept in the address. */
export function ViewSwitch({ part }: { part: Part }) {
  const text = useTexts();
  const tables = useSearch({ from: '/' }).table ?? [];
  const navigate = useNavigate({ from: '/' });
  return (
    <Segmented
      label={text.view.label}
      value={tables.includes(part) ? 'table' : 'chart'}
      options={[
        { value: 'chart', label: text.view.chart },
        { value: 'table', label: text.view.table },
      ]}
      onChange={(view) => {
        const others = tables.filter((one) => one !== part);
        const table = view === 'table' ? [...others, part] : others;
        void navigate({
          search: (previous) => ({ ...previous, table: table.length > 0 ? table : undefined }),
          resetScroll: false,
        });
      }}
    />
  );
}
