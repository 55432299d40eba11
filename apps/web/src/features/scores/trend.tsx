import { periodName, type ScoreTrend } from '@skill-ledger/contracts';
import { useQuery } from '@tanstack/react-query';
import type { ScoreAddress } from '../../api/scores.ts';
import { useLanguage } from '../../i18n/language.ts';
import { Answer } from '../../ui/answer.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { MINUS } from '../../ui/format.ts';
import { Section } from '../../ui/section.tsx';
import { trendQuery } from './api.ts';
import { subtractPoints } from './notation.ts';
import { ScoreNumber } from './score-number.tsx';
import { useTexts } from './texts.ts';
import { TrendChart } from './trend-chart.tsx';

/** The line of one period: the unit's total then. */
type Line = ScoreTrend['periods'][number];
const totalOf = ({ units }: Line): string | null => units[0]?.total ?? null;

/** "+2.30" or "−0.50". */
export const signedGap = (from: string, to: string): string => {
  const gap = subtractPoints(to, from);
  return gap.startsWith('-') ? gap.replace('-', MINUS) : `+${gap}`;
};

/** Totals over the periods, as a line and as a table. */
export function Trend({ unit, address }: { unit: string; address: ScoreAddress }) {
  const text = useTexts();
  const answer = useQuery(trendQuery(address, unit));
  const { say } = useLanguage();
  const named = (line: Line): string => say(periodName(line.period));
  const scored = (answer.data?.periods ?? []).filter((line) => totalOf(line) !== null);
  const [before, last] = scored.slice(-2);
  const title =
    before && last
      ? text.trendTitle(
          named(before),
          named(last),
          signedGap(totalOf(before) ?? '0.00', totalOf(last) ?? '0.00'),
        )
      : text.trendLabel;
  return (
    <Section id="trend" label={text.trendLabel} title={title}>
      <Answer query={answer} height={280}>
        {(trend) => (
          <>
            <TrendChart
              trend={trend}
              description={text.trendDescription(
                scored.map((line) => `${named(line)} ${totalOf(line)}`).join(text.comma),
              )}
            />
            <DataTable
              tall
              caption={text.trendLabel}
              rows={trend.periods}
              rowKey={({ period }) => period}
              columns={[
                { key: 'period', header: text.period, cell: named },
                {
                  key: 'total',
                  header: text.total,
                  cell: (line) =>
                    totalOf(line) === null ? (
                      text.notEvaluated
                    ) : (
                      <ScoreNumber
                        subject={{ unit, field: line.period }}
                        address={{ ...address, period: line.period, asOf: line.asOf }}
                        label={`${named(line)} ${text.total}`}
                        value={totalOf(line)}
                      />
                    ),
                },
                {
                  key: 'grade',
                  header: text.grade,
                  cell: ({ units: [own] }) => (own?.grade ? (text.grades[own.grade] ?? own.grade) : '—'),
                },
                {
                  key: 'rank',
                  header: text.rank,
                  cell: ({ units: [own] }) => (own?.rank ? `${own.rank.place} / ${own.rank.of}` : '—'),
                },
              ]}
            />
          </>
        )}
      </Answer>
    </Section>
  );
}
