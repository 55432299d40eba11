/** Days from one to another, both included. */
export interface Span {
  from: string;
  until: string;
}

const DAY_MS = 86_400_000;
const plusDays = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);

const overlap = (a: Span, b: Span): boolean => a.from <= b.until && b.from <= a.until;

/**
 * Splits the days of a release and of all that share days with it, directly or through another, into segments: each
 * release is a sum of some of them, so that all can be attacked together.
 */
export function segmentsOf<T extends { span: Span }>(
  own: Span,
  earlier: T[],
): { segments: Span[]; parts: number[]; related: { release: T; parts: number[] }[] } {
  const related: T[] = [];
  for (let grown = true; grown; ) {
    const next = earlier.filter(
      (one) =>
        !related.includes(one) &&
        [own, ...related.map(({ span }) => span)].some((span) => overlap(span, one.span)),
    );
    related.push(...next);
    grown = next.length > 0;
  }
  const spans = [own, ...related.map(({ span }) => span)];
  const starts = [...new Set(spans.flatMap(({ from, until }) => [from, plusDays(until, 1)]))].sort();
  const segments = starts
    .slice(0, -1)
    .map((from, at) => ({ from, until: plusDays(starts[at + 1] ?? from, -1) }))
    .filter((segment) => spans.some((span) => overlap(span, segment)));
  const partsOf = (span: Span): number[] =>
    segments.flatMap((segment, at) => (overlap(span, segment) ? [at] : []));
  return {
    segments,
    parts: partsOf(own),
    related: related.map((release) => ({ release, parts: partsOf(release.span) })),
  };
}
