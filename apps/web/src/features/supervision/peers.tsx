import { fenOf, NO_YUAN, type SupervisionSummary, type Yuan } from '@skill-ledger/contracts';
import { type ReactNode, useMemo } from 'react';
import { CellBar } from '../../charts/cell-bar.tsx';
import { useLanguage } from '../../i18n/language.ts';
import { type DataColumn, DataTable } from '../../ui/data-table.tsx';
import { formatCount, formatPercent } from '../../ui/format.ts';
import { formatMoney, formatYuan } from '../../ui/money.ts';
import { useSummaryTexts } from './summary-texts.ts';

type PeerRow = Omit<SupervisionSummary['institutions'][number], 'code'> & { id: string };

interface PeersProps {
  caption: string;
  header: string;
  rows: PeerRow[];
  median: number | null;
  link: (id: string, name: string) => ReactNode;
}

/** Amount at stake and its share of the amount paid, with the median of the peers as a line; every column is sortable. */
export function Peers({ caption, header, rows, median, link }: PeersProps) {
  const text = useSummaryTexts();
  const { language } = useLanguage();
  const columns = useMemo(() => {
    const widest = Math.max(...rows.map(({ share }) => share ?? 0), median ?? 0) || 1;
    const count = (id: 'findings' | 'high' | 'confirmed'): DataColumn<PeerRow> => ({
      key: id,
      header: text[id],
      sort: (row) => row[id],
      cell: (row) => (row[id] === 0 ? '—' : formatCount(row[id])),
    });
    const money = (
      id: 'stake' | 'paid' | 'recovered',
      show: (yuan: Yuan) => string,
    ): DataColumn<PeerRow> => ({
      key: id,
      header: text[id],
      sort: (row) => fenOf(row[id]),
      cell: (row) => (row[id] === NO_YUAN ? '—' : show(row[id])),
    });
    const all: DataColumn<PeerRow>[] = [
      { key: 'name', header, sort: ({ name }) => name, cell: ({ id, name }) => link(id, name) },
      count('findings'),
      count('high'),
      money('stake', (yuan) => formatMoney(yuan, language)),
      money('paid', (yuan) => formatMoney(yuan, language)),
      {
        key: 'share',
        header: text.share,
        sort: ({ share }) => share ?? undefined,
        cell: ({ share }) =>
          share === null ? (
            '—'
          ) : (
            <CellBar value={share} max={widest} mark={median ?? undefined}>
              {formatPercent(share)}
            </CellBar>
          ),
      },
      count('confirmed'),
      money('recovered', formatYuan),
    ];
    return all;
  }, [rows, median, header, link, text, language]);
  return <DataTable caption={caption} columns={columns} rows={rows} rowKey={({ id }) => id} tall />;
}
