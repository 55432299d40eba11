import type { ScoreResults } from '@skill-ledger/contracts';
import type { ScoreAddress } from '../../api/scores.ts';
import { formatPercent } from '../../ui/format.ts';
import { Section } from '../../ui/section.tsx';
import { Bars } from './bars.tsx';
import { formatNumber } from './notation.ts';
import { useResultsTexts } from './results-texts.ts';
import { ScoreNumber } from './score-number.tsx';
import { useTexts } from './texts.ts';

/** How much of its weight each aspect (人数, 质量, 资金) has over all units that are evaluated. */
export function Aspects({ results, address }: { results: ScoreResults; address: ScoreAddress }) {
  const texts = useTexts();
  const text = useResultsTexts();
  const rows = results.themes
    .filter(({ weight }) => Number(weight) > 0)
    .map((theme) => ({ ...theme, share: Number(theme.points) / Number(theme.weight) }));
  const [lowest] = rows.toSorted((a, b) => a.share - b.share);
  const tell = rows.length > 1 ? text.aspectsTitle : text.aspectTitle;
  return (
    <Section
      id="aspects"
      label={texts.aspects}
      title={lowest ? tell(texts.themes[lowest.id], formatPercent(lowest.share)) : text.unevaluated}
    >
      <Bars
        rows={rows.map(({ id, points, weight, share }) => ({
          key: id,
          label: texts.themes[id],
          share,
          value: (
            <ScoreNumber
              subject={{ theme: id }}
              address={address}
              label={`${texts.themes[id]} ${text.share}`}
              value={points}
              shown={formatPercent(share)}
            />
          ),
          note: text.aspectNote(formatNumber(points), formatNumber(weight)),
        }))}
      />
    </Section>
  );
}
