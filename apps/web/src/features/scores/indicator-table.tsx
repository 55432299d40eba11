import type { IndicatorTrace, UnitTrace } from '@skill-ledger/contracts';
import type { ScoreAddress } from '../../api/scores.ts';
import { CellBar } from '../../charts/cell-bar.tsx';
import { useLanguage } from '../../i18n/language.ts';
import { DataTable } from '../../ui/data-table.tsx';
import { LightMark } from '../../ui/light-mark.tsx';
import { Section } from '../../ui/section.tsx';
import { comparePoints, formatNumber, formatValue, subtractPoints } from './notation.ts';
import { ScoreNumber } from './score-number.tsx';
import { useTexts } from './texts.ts';

/** Every indicator of a unit: actual value beside target, points beside weight, light, place among peers. */
export function IndicatorTable({ own, address }: { own: UnitTrace; address: ScoreAddress }) {
  const text = useTexts();
  const { say } = useLanguage();
  const [worst] = own.indicators
    .flatMap((one) =>
      one.points === null || one.ratings
        ? []
        : [{ one, lost: subtractPoints(one.weightInForce, one.points) }],
    )
    .toSorted((a, b) => comparePoints(b.lost, a.lost));
  const number = (one: IndicatorTrace, field: 'numerator' | 'denominator' | 'actual' | 'points') => ({
    subject: { unit: own.unit, indicator: one.id, field },
    address,
    label: `${say(one.name)} ${text[field]}`,
    value: one[field],
  });
  return (
    <Section
      id="indicators"
      label={text.indicatorsLabel}
      title={
        worst && worst.lost !== '0.00'
          ? text.indicatorsTitle(say(worst.one.name), worst.lost)
          : own.total !== null
            ? text.indicatorsFull
            : text.indicatorsNone
      }
    >
      <DataTable
        tall
        caption={text.indicatorsLabel}
        rows={own.indicators}
        rowKey={({ id }) => id}
        columns={[
          { key: 'name', header: text.indicator, cell: (one) => say(one.name) },
          {
            key: 'points',
            header: text.points,
            cell: (one) => (
              <CellBar
                value={one.points === null ? undefined : Number(one.points)}
                max={Number(one.weightInForce) || 1}
              >
                <ScoreNumber {...number(one, 'points')} {...(one.ratings && { shown: text.notRated })} />
              </CellBar>
            ),
          },
          { key: 'weight', header: text.weight, cell: ({ weightInForce }) => weightInForce },
          {
            key: 'actual',
            header: text.actual,
            cell: (one) => (
              <ScoreNumber
                {...number(one, 'actual')}
                shown={one.actual === null ? '' : formatValue(one, one.actual)}
              />
            ),
          },
          {
            key: 'target',
            header: text.target,
            cell: (one) => (one.ratings?.[0] ? say(one.ratings[0]) : formatValue(one, one.target)),
          },
          {
            key: 'light',
            header: text.light,
            align: 'start',
            cell: ({ light }) => <LightMark light={light} />,
          },
          ...(['numerator', 'denominator'] as const).map((field) => ({
            key: field,
            header: text[field],
            cell: (one: IndicatorTrace) =>
              one[field] === null ? (
                '—'
              ) : (
                <ScoreNumber {...number(one, field)} shown={formatNumber(one[field])} />
              ),
          })),
          {
            key: 'rank',
            header: text.rank,
            cell: ({ rank, smallBase }) =>
              rank ? (
                `${rank.place} / ${rank.of}`
              ) : (
                <span title={smallBase ? text.smallBaseWhy : undefined}>
                  {smallBase ? text.smallBase : '—'}
                </span>
              ),
          },
        ]}
      />
    </Section>
  );
}
