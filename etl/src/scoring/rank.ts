import type { Place, UnitTrace } from '@skill-ledger/contracts';
import { type Exact, exact } from './exact.ts';
import type { UnitFacts } from './facts.ts';
import { earnedShare } from './points.ts';
import type { Scheme } from './scheme.ts';

/**
 * Gives every unit its place among those of its kind, by the total and in each indicator. Units with equal values share a
 * place, and the following places are skipped. Units that are not evaluated have no place; in an indicator, neither have units
 * to which it does not apply or whose base is small (spec 4, "Small base").
 */
export function ranked(scheme: Scheme, facts: UnitFacts[], units: UnitTrace[]): UnitTrace[] {
  const totals = placesOf(units, ({ total }) => (total === null ? null : exact(total)));
  const byIndicator = scheme.indicators.map((indicator, at) => {
    const shares = new Map(
      facts.map((own): [string, Exact | null] => {
        const actual = own.facts.get(indicator.id)?.actual ?? null;
        return [own.unit, actual && earnedShare(indicator, actual)];
      }),
    );
    return placesOf(units, ({ unit, indicators }) =>
      indicators[at]?.smallBase ? null : (shares.get(unit) ?? null),
    );
  });
  return units.map((unit, index) => ({
    ...unit,
    rank: totals[index] ?? null,
    indicators: unit.indicators.map((one, at) => ({ ...one, rank: byIndicator[at]?.[index] ?? null })),
  }));
}

/** The place of each unit by a value; higher is better. */
function placesOf(units: UnitTrace[], worth: (unit: UnitTrace) => Exact | null): (Place | null)[] {
  const valued = units.map((unit) => ({ kind: unit.kind, value: worth(unit) }));
  return valued.map(({ kind, value }) => {
    if (value === null) return null;
    const peers = valued.flatMap((other) => (other.kind === kind && other.value ? [other.value] : []));
    return { place: 1 + peers.filter((other) => other.compare(value) > 0).length, of: peers.length };
  });
}
