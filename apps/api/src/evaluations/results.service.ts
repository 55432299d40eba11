import { ForbiddenException, Injectable } from '@nestjs/common';
import {
  dayInShanghai,
  type EvaluationResults,
  type FormOutcome,
  may,
  periodName,
} from '@skill-ledger/contracts';
import { listOutcomes } from '@skill-ledger/state';
import type { Caller } from '../http/caller.ts';
import { StateService } from '../state/state.service.ts';
import type { PeriodOfForm } from './forms.ts';
import { PeriodsService } from './periods.service.ts';

/** Results of a period that is final. */
@Injectable()
export class ResultsService {
  constructor(
    private readonly state: StateService,
    private readonly periods: PeriodsService,
  ) {}

  /** The ranking with grades, trend and reasons. @throws ForbiddenException for a unit before it is published */
  async results(caller: Caller, id: string): Promise<EvaluationResults> {
    const { period, outcomes } = await this.outcomes(caller, id);
    return { period: period.shown, rows: outcomes.map(({ ranked }) => ranked) };
  }

  /** The outcome of every form. @throws as `results` */
  async outcomes(caller: Caller, id: string): Promise<{ period: PeriodOfForm; outcomes: FormOutcome[] }> {
    const period = await this.periods.find(id);
    if (!may(caller.account.role, 'evaluations.results') && period.stored.publishedAt === null) {
      throw notPublished(id);
    }
    return {
      period,
      outcomes: await listOutcomes(await this.state.get(), period.stored, dayInShanghai()),
    };
  }
}

const notPublished = (id: string): ForbiddenException =>
  new ForbiddenException({
    zh: `${periodName(id).zh}评价期的结果尚未公布`,
    en: `the results of ${periodName(id).en} are not published yet`,
  });
