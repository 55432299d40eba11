import { HttpException, Injectable } from '@nestjs/common';
import { type GivenOrigin, pointsIn, type TaskDetail, type TaskOrigin } from '@skill-ledger/contracts';
import { unprocessable } from '../http/unprocessable.ts';
import { ScoreReaderService } from '../scores/score-reader.service.ts';

type ScoreOrigin = Extract<TaskOrigin, { kind: 'score' }>;
type Question = Omit<Extract<GivenOrigin, { kind: 'score' }>, 'kind'>;

/** Scores that tasks are about: as they are when a task is given, and as they are now. */
@Injectable()
export class OriginScoresService {
  constructor(private readonly scores: ScoreReaderService) {}

  /**
   * The points of a unit in an indicator, or its total.
   * @throws HttpException 422 for a unit or an indicator there is not; as `ScoreReaderService.compute`
   */
  async freeze({ unit, period, scheme, indicator, asOf }: Question): Promise<ScoreOrigin> {
    const { trace } = await this.scores.compute({ period, scheme, asOf });
    const own = trace.units.find((one) => one.unit === unit);
    const points = own && pointsIn(own, indicator);
    if (points === undefined) {
      throw unprocessable(
        `没有“${[unit, indicator].filter(Boolean).join(' ')}”的得分；请从绩效页的数字下达`,
        `there is no score of ${[unit, indicator].filter(Boolean).join(' ')}: give the task from a number of the page of scores`,
      );
    }
    return {
      ...{ kind: 'score', unit, period: trace.period, scheme: trace.scheme },
      ...{ indicator: indicator ?? null, ...points, asOf: trace.until, snapshot: trace.snapshot },
    };
  }

  /** The same score now, of the whole period; null where there is none any more. */
  async now({ unit, period, scheme, indicator }: ScoreOrigin): Promise<TaskDetail['now']> {
    try {
      const frozen = await this.freeze({ unit, period, scheme, indicator: indicator ?? undefined });
      const { value, weight, asOf, snapshot } = frozen;
      return { value, weight, asOf, snapshot };
    } catch (error) {
      if (error instanceof HttpException) return null;
      throw error;
    }
  }
}
