import type { ScoreResults } from '@skill-ledger/contracts';
import type { ScoreAddress } from '../../api/scores.ts';
import { useLanguage } from '../../i18n/language.ts';
import { Section } from '../../ui/section.tsx';
import { Bars } from './bars.tsx';
import { useResultsTexts } from './results-texts.ts';
import { ScoreNumber } from './score-number.tsx';
import { useTexts } from './texts.ts';

/** Points lost in each indicator over all units. */
export function Losses({ results, address }: { results: ScoreResults; address: ScoreAddress }) {
  const texts = useTexts();
  const text = useResultsTexts();
  const { say } = useLanguage();
  const all = results.losses.flatMap((loss) => {
    const indicator = results.indicators.find(({ id }) => id === loss.id);
    return indicator ? [{ ...loss, name: say(indicator.name), theme: texts.themes[indicator.theme] }] : [];
  });
  const lost = all.filter(({ units }) => units > 0);
  const none = all.filter(({ units }) => units === 0).map(({ name }) => name);
  const [worst] = lost;
  return (
    <Section
      id="losses"
      label={text.lossesLabel}
      title={worst ? text.lossesTitle(worst.name, worst.lost) : text.lossesNone}
      {...(none.length > 0 && worst && { note: text.lossesFull(none.join(texts.comma)) })}
    >
      <Bars
        rows={lost.map(({ id, name, theme, lost: points, units }) => ({
          key: id,
          label: name,
          share: Number(points) / Number(worst?.lost || 1),
          value: (
            <ScoreNumber
              subject={{ indicator: id, field: 'lost' }}
              address={address}
              label={`${name} ${text.lost}`}
              value={points}
              shown={text.points(points)}
            />
          ),
          note: text.lossNote(theme, units),
        }))}
      />
    </Section>
  );
}
