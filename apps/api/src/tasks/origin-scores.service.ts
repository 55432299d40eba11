import { HttpException, Injectable } from '@nestjs/common';
import type { GivenOrigin, TaskOrigin } from '@skill-ledger/contracts';
import { unprocessable } from '../http/unprocessable.ts';
import { ScoreReaderService } from '../scores/score-reader.service.ts';

type ScoreOrigin = Extract<TaskOrigin, { kind: 'score' }>;

const TOTAL = { zh: '总分', en: 'total' };
const ALL_POINTS = '100.00';

/** Scores that tasks are about: as they are when a task is given, and as they are now. */
@Injectable()
export class OriginScoresService {
  constructor(private readonly scores: ScoreReaderService) {}

  /**
   * The points of a unit in an indicator, or its total.
   * @throws HttpException 422 for a unit or an indicator there is not; as `ScoreReaderService.compute`
   */
  async freeze(given: Omit<Extract<GivenOrigin, { kind: 'score' }>, 'kind'>): Promise<ScoreOrigin> {
    const { unit, period, scheme, asOf } = given;
    const { trace } = await this.scores.compute({ period, scheme, asOf });
    const own = trace.units.find((one) => one.unit === unit);
    const one = own?.indicators.find(({ id }) => id === given.indicator);
    if (!own || (given.indicator !== undefined && !one)) {
      throw unprocessable(
        `没有“${[unit, given.indicator].filter(Boolean).join(' ')}”的得分；请从绩效页的数字下达`,
        `there is no score of ${[unit, given.indicator].filter(Boolean).join(' ')}: give the task from a number of the page of scores`,
      );
    }
    return {
      ...{ kind: 'score', unit, period: trace.period, scheme: trace.scheme },
      ...(one
        ? { indicator: one.id, name: one.name, value: one.points, weight: one.weightInForce }
        : { indicator: null, name: TOTAL, value: own.total, weight: ALL_POINTS }),
      ...{ asOf: trace.until, snapshot: trace.snapshot },
    };
  }

  /** The same score now, of the whole period; null where there is none any more. */
  async now({ unit, period, scheme, indicator }: ScoreOrigin): Promise<ScoreOrigin | null> {
    return this.freeze({ unit, period, scheme, ...(indicator !== null && { indicator }) }).catch(
      (error: unknown) => {
        if (error instanceof HttpException) return null;
        throw error;
      },
    );
  }
}
