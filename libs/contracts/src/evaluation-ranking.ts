import { fieldOf, type Opinions, reviewPoints } from './evaluation-checks.ts';
import type { FormResult, FormVersion, RankedUnit, ReviewerRole } from './evaluations.ts';
import { hundredths, pointsText } from './points.ts';
import type { IndicatorTrace } from './scores.ts';

/** The outcome of a unit's form in a period. */
export interface FormOutcome {
  ranked: RankedUnit;
  systemTotal: string | null;
  selfTotal: string | null;
  /** The last submission; null before the first. */
  version: FormVersion | null;
  /** Result of that submission; null before its review. */
  result: FormResult | null;
  /** Finished reviews of it. */
  opinions: Opinions;
  finished: ReviewerRole[];
}

/** 复核分 of an indicator in the last submission; null until its bureau has finished. */
export function reviewedPoints(
  { version, result, opinions, finished }: FormOutcome,
  one: IndicatorTrace,
): string | null {
  if (!version) return null;
  if (result) return result.points[one.id] ?? null;
  const role = version.frame.reviewers.find(({ bureau }) => bureau === one.reviewer)?.role;
  return role !== undefined && finished.includes(role)
    ? reviewPoints(one, version.values, opinions[one.id])
    : null;
}

/** Maximum number of indicators listed as a unit's losses. */
const MOST_LOSSES = 3;

interface Ranked {
  id: string;
  kind: 'department' | 'town';
  total: string | null;
}

/**
 * Places among departments and among towns, the highest total first; equal totals share a place. Forms without a
 * score (不参评) have none.
 */
export function rankForms(forms: Ranked[]): Map<string, number | null> {
  const ranks = new Map<string, number | null>(forms.map(({ id }) => [id, null]));
  for (const kind of ['department', 'town'] as const) {
    const scored = forms.flatMap(({ id, kind: own, total }) =>
      own === kind && total !== null ? [{ id, total: hundredths(total) ?? 0 }] : [],
    );
    for (const { id, total } of scored) {
      ranks.set(id, 1 + scored.filter((other) => other.total > total).length);
    }
  }
  return ranks;
}

/** Where a form lost most, explained by the unit, else by the reviewer. */
export function lossesOf(
  { trace, values }: FormVersion,
  { points, reviews }: FormResult,
): RankedUnit['losses'] {
  return trace.indicators
    .flatMap(({ id, name, weightInForce }) => {
      const own = points[id];
      if (own === null || own === undefined) return [];
      const lost = (hundredths(weightInForce) ?? 0) - (hundredths(own) ?? 0);
      if (lost <= 0) return [];
      const opinion = reviews.map(({ opinions }) => opinions[id]?.text).find(Boolean);
      const reason = values[fieldOf(id, 'deviation')] ?? opinion ?? values[fieldOf(id, 'reason')] ?? '';
      return [{ indicator: id, name, lost, reason }];
    })
    .sort((a, b) => b.lost - a.lost)
    .slice(0, MOST_LOSSES)
    .map((one) => ({ ...one, lost: pointsText(one.lost) }));
}

/** A unit's total against an earlier one, in points with a sign. */
export function changeOf(total: string | null, before: { period: string; total: string | null } | undefined) {
  if (total === null || !before || before.total === null) return null;
  const points = signed(total) - signed(before.total);
  return { period: before.period, points: pointsText(points) };
}

const signed = (text: string): number =>
  text.startsWith('-') ? -(hundredths(text.slice(1)) ?? 0) : (hundredths(text) ?? 0);
