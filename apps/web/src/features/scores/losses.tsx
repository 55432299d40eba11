import type { ScoreResults } from '@skill-ledger/contracts';
import { CellBar } from '../../charts/cell-bar.tsx';
import { useLanguage } from '../../i18n/language.ts';
import { DataTable } from '../../ui/data-table.tsx';
import { formatCount } from '../../ui/format.ts';
import { Section } from '../../ui/section.tsx';
import type { ScoreAddress } from './api.ts';
import { useResultsTexts } from './results-texts.ts';
import { ScoreNumber } from './score-number.tsx';
import { useTexts } from './texts.ts';

/** Points lost in each indicator over all units. */
export function Losses({ results, address }: { results: ScoreResults; address: ScoreAddress }) {
  const texts = useTexts();
  const text = useResultsTexts();
  const { say } = useLanguage();
  const rows = results.losses.flatMap((loss) => {
    const indicator = results.indicators.find(({ id }) => id === loss.id);
    return indicator ? [{ ...loss, name: say(indicator.name), theme: indicator.theme }] : [];
  });
  const [worst] = rows;
  return (
    <Section
      id="losses"
      label={text.lossesLabel}
      title={worst ? text.lossesTitle(worst.name, worst.lost) : text.lossesLabel}
    >
      <DataTable
        tall
        caption={text.lossesLabel}
        rows={rows}
        rowKey={({ id }) => id}
        columns={[
          { key: 'name', header: texts.indicator, cell: ({ name }) => name },
          {
            key: 'lost',
            header: text.lost,
            cell: ({ id, lost, name }) => (
              <CellBar value={Number(lost)} max={Number(worst?.lost) || 1}>
                <ScoreNumber
                  subject={{ indicator: id, field: 'lost' }}
                  address={address}
                  label={`${name} ${text.lost}`}
                  value={lost}
                />
              </CellBar>
            ),
          },
          { key: 'units', header: text.units, cell: ({ units }) => formatCount(units) },
          { key: 'theme', header: text.theme, align: 'start', cell: ({ theme }) => texts.themes[theme] },
        ]}
      />
    </Section>
  );
}
