import { ForbiddenException, Injectable } from '@nestjs/common';
import { dayInShanghai, type EvaluationResults, FormResult, flagsOf, may } from '@skill-ledger/contracts';
import { findFormVersion, listForms, listPeriods } from '@skill-ledger/state';
import type { Caller } from '../http/caller.ts';
import { StateService } from '../state/state.service.ts';
import { PeriodsService } from './periods.service.ts';
import { changeOf, lossesOf } from './ranking.ts';

/** Results of a period that is final. */
@Injectable()
export class ResultsService {
  constructor(
    private readonly state: StateService,
    private readonly periods: PeriodsService,
  ) {}

  /** The ranking with grades, trend and reasons. @throws ForbiddenException for a unit before it is published */
  async results(caller: Caller, id: string): Promise<EvaluationResults> {
    const state = await this.state.get();
    const period = await this.periods.find(id);
    if (!may(caller.account.role, 'evaluations.results') && period.stored.publishedAt === null) {
      throw notPublished(id);
    }
    const earlier = (await listPeriods(state)).filter(
      ({ finalisedAt, to }) => finalisedAt !== null && to < period.stored.to,
    );
    const all = await listForms(state);
    const rows = [];
    for (const form of all.filter((one) => one.period === id)) {
      const version = form.result === null ? undefined : await findFormVersion(state, form.id);
      const isFinal = form.state === 'final' || form.state === 'published';
      const before = earlier
        .map((one) => all.find(({ period: of, unit }) => of === one.id && unit === form.unit))
        .find((one) => one !== undefined && one.reviewTotal !== null);
      rows.push({
        form: form.id,
        unit: form.unit,
        kind: form.kind,
        state: form.state,
        rank: form.rank,
        total: form.reviewTotal,
        grade: form.grade,
        change: changeOf(form.reviewTotal, before && { period: before.period, total: before.reviewTotal }),
        losses:
          isFinal && version && form.result !== null
            ? lossesOf(version, FormResult.parse(JSON.parse(form.result)))
            : [],
        flags: flagsOf(form, dayInShanghai()),
      });
    }
    const place = ({ rank }: { rank: number | null }): number => rank ?? Number.MAX_SAFE_INTEGER;
    return { period: period.shown, rows: rows.sort((a, b) => place(a) - place(b)) };
  }
}

const notPublished = (id: string): ForbiddenException =>
  new ForbiddenException({
    zh: `评价期 ${id} 的结果尚未公布`,
    en: `the results of period ${id} are not published yet`,
  });
