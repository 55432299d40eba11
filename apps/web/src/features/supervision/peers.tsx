import type { SupervisionSummary } from '@skill-ledger/contracts';
import { createColumnHelper } from '@tanstack/react-table';
import { type ReactNode, useMemo } from 'react';
import { CellBar } from '../../charts/cell-bar.tsx';
import { useLanguage } from '../../i18n/language.ts';
import { formatCount, formatPercent } from '../../ui/format.ts';
import { compareYuan, formatMoney, formatYuan } from '../../ui/money.ts';
import { SortableTable, sortable } from '../../ui/sortable-table.tsx';
import { useSummaryTexts } from './summary-texts.ts';

type PeerRow = Omit<SupervisionSummary['institutions'][number], 'code'> & { id: string };

interface PeersProps {
  caption: string;
  header: string;
  rows: PeerRow[];
  median: number | null;
  link: (id: string, name: string) => ReactNode;
}

const helper = createColumnHelper<typeof sortable, PeerRow>();
/** The first click on a number asks for the largest. */
const MOST_FIRST = { sortDescFirst: true } as const;

/** Each one's stake and its share of what was paid there, with the middle of its peers as a line; any column sorts. */
export function Peers({ caption, header, rows, median, link }: PeersProps) {
  const text = useSummaryTexts();
  const { language } = useLanguage();
  const columns = useMemo(() => {
    const widest = Math.max(...rows.map(({ share }) => share ?? 0), median ?? 0) || 1;
    const count = (id: 'findings' | 'high' | 'confirmed') =>
      helper.accessor(id, {
        header: text[id],
        ...MOST_FIRST,
        cell: ({ row }) => (row.original[id] === 0 ? '—' : formatCount(row.original[id])),
      });
    const money = (id: 'stake' | 'paid' | 'recovered', show: (yuan: string) => string) =>
      helper.accessor(id, {
        header: text[id],
        ...MOST_FIRST,
        sortFn: (a, b) => compareYuan(a.original[id], b.original[id]),
        cell: ({ row }) => (row.original[id] === '0.00' ? '—' : show(row.original[id])),
      });
    return helper.columns([
      helper.accessor('name', {
        header,
        sortFn: (a, b) => a.original.name.localeCompare(b.original.name, 'zh-CN', { numeric: true }),
        cell: ({ row: { original } }) => link(original.id, original.name),
      }),
      count('findings'),
      count('high'),
      money('stake', (yuan) => formatMoney(yuan, language)),
      money('paid', (yuan) => formatMoney(yuan, language)),
      helper.accessor((row) => row.share ?? undefined, {
        id: 'share',
        header: text.share,
        sortUndefined: 'last',
        ...MOST_FIRST,
        cell: ({
          row: {
            original: { share },
          },
        }) =>
          share === null ? (
            '—'
          ) : (
            <CellBar value={share} max={widest} mark={median ?? undefined}>
              {formatPercent(share)}
            </CellBar>
          ),
      }),
      count('confirmed'),
      money('recovered', formatYuan),
    ]);
  }, [rows, median, header, link, text, language]);
  return <SortableTable caption={caption} columns={columns} rows={rows} />;
}
