import type { DuckDBConnection } from '@duckdb/node-api';
import type { IndicatorScore, ScoreDocument, ScoreTrace } from '@skill-ledger/contracts';
import { readFacts, type UnitFacts } from './facts.ts';
import { questionOf, type ScoreRequest } from './question.ts';
import { ranked } from './rank.ts';
import { scoreUnit } from './unit-score.ts';

/** The scores of every unit of the programme, each with its trace. */
export async function readScores(connection: DuckDBConnection, request: ScoreRequest): Promise<ScoreTrace> {
  return traceOf(connection, request, await readFacts(connection, questionOf(request)));
}

/** The scores that facts give. */
export async function traceOf(
  connection: DuckDBConnection,
  request: ScoreRequest,
  facts: UnitFacts[],
): Promise<ScoreTrace> {
  const { period, scheme, asOf = period.to } = request;
  const { until } = questionOf(request);
  const reader = await connection.runAndReadAll('SELECT id FROM snapshot');
  return {
    period: period.id,
    from: period.from,
    to: period.to,
    asOf,
    until,
    snapshot: String(reader.getRowsJS()[0]?.[0]),
    scheme: scheme.id,
    units: ranked(
      scheme,
      facts,
      facts.map((unit) => scoreUnit(scheme, unit)),
    ),
  };
}

const FIELDS = [
  'id',
  'numerator',
  'denominator',
  'actual',
  'target',
  'weight',
  'weightInForce',
  'points',
  'light',
] as const satisfies (keyof IndicatorScore)[];

/** The document of `skill-ledger score --json`: the scores without their traces. */
export const documentOf = ({ until: _until, units, ...head }: ScoreTrace): ScoreDocument => ({
  ...head,
  units: units.map(({ unit, total, grade, indicators }) => ({
    unit,
    total,
    grade,
    indicators: indicators.map(
      (indicator) =>
        ({
          ...Object.fromEntries(FIELDS.map((field) => [field, indicator[field]])),
          // Not computed: people rate it.
          ...(indicator.ratings && { points: null }),
        }) as IndicatorScore,
    ),
  })),
});
