import { ConflictException, ForbiddenException, Injectable } from '@nestjs/common';
import {
  dayInShanghai,
  type EvaluationResults,
  type FormOutcome,
  type FormResult,
  instantInShanghai,
  may,
  rankForms,
} from '@skill-ledger/contracts';
import {
  type Change,
  change,
  findFormVersion,
  listForms,
  listOutcomes,
  listReviews,
  markPeriod,
  record,
  type StoredForm,
} from '@skill-ledger/state';
import type { Caller } from '../http/caller.ts';
import { StateService } from '../state/state.service.ts';
import { byOf } from './by.ts';
import { refuse } from './forms.service.ts';
import { type PeriodOfForm, resultOf, reviewsOf, unfinishedOf } from './forms.ts';
import { PeriodsService } from './periods.service.ts';
import { refusalOf } from './step-policy.ts';
import { takeStep } from './take-step.ts';

/** The end of a period: its forms made final and ranked, published or withdrawn, and its results. */
@Injectable()
export class ResultsService {
  constructor(
    private readonly state: StateService,
    private readonly periods: PeriodsService,
  ) {}

  /**
   * Makes every reviewed form final and ranks the units; forms that were never submitted stay as they are, and the
   * period is closed. @throws ConflictException while a submitted form is not reviewed, or where there is none
   */
  async finalise(caller: Caller, id: string): Promise<void> {
    const period = await this.periods.find(id);
    await change(await this.state.get(), async (within) => {
      const forms = await listForms(within, { period: id });
      const reviews = await listReviews(within);
      const pending = forms.filter(({ state }) => state === 'submitted');
      if (pending.length > 0) throw notAccepted(pending);
      const reviewed = forms.filter(({ state }) => state === 'reviewing');
      if (reviewed.length === 0) throw nothingToFinalise(id);
      const judged = new Map<string, FormResult>();
      for (const form of reviewed) {
        const { name: account, role } = caller.account;
        const unfinished = unfinishedOf(period.frame, form, reviews);
        refuse(refusalOf(form, 'finalise', { role, account, period: period.stored, unfinished }));
        judged.set(form.id, await judge(within, period, form));
      }
      const ranks = rankForms(
        reviewed.map((form) => ({ ...form, total: judged.get(form.id)?.total ?? null })),
      );
      for (const form of reviewed) {
        const result = judged.get(form.id);
        await takeStep(within, byOf(caller), form, 'finalise', {
          form: {
            reviewTotal: result?.total ?? null,
            grade: result?.grade ?? null,
            rank: ranks.get(form.id) ?? null,
            result: JSON.stringify(result),
          },
          detail: { total: result?.total, grade: result?.grade, rank: ranks.get(form.id) },
        });
      }
      await markPeriod(within, id, { finalisedAt: instantInShanghai() });
      await record(within, byOf(caller).actor, {
        action: 'evaluation.finalisePeriod',
        subject: id,
        detail: { final: reviewed.length, missing: forms.length - reviewed.length },
      });
    });
  }

  /** Shows the results to every unit, or withdraws them. @throws ConflictException before the period is final */
  async publish(caller: Caller, id: string, published: boolean): Promise<void> {
    const period = await this.periods.find(id);
    if (period.stored.finalisedAt === null) throw notFinal(id);
    const action = published ? 'publish' : 'unpublish';
    await change(await this.state.get(), async (within) => {
      const forms = (await listForms(within, { period: id })).filter(
        ({ state }) => state === (published ? 'final' : 'published'),
      );
      for (const form of forms) await takeStep(within, byOf(caller), form, action);
      await markPeriod(within, id, { publishedAt: published ? instantInShanghai() : null });
      await record(within, byOf(caller).actor, {
        action: `evaluation.${action}Period`,
        subject: id,
        detail: { forms: forms.length },
      });
    });
  }

  /** The ranking with grades, trend and reasons. @throws ForbiddenException for a unit before it is published */
  async results(caller: Caller, id: string): Promise<EvaluationResults> {
    const { period, outcomes } = await this.outcomes(caller, id);
    return { period: period.shown, rows: outcomes.map(({ ranked }) => ranked) };
  }

  /** What became of every form. @throws as `results` */
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

async function judge(within: Change, period: PeriodOfForm, form: StoredForm): Promise<FormResult> {
  const version = await findFormVersion(within, form.id);
  if (!version) throw notAccepted([form]);
  return resultOf(period, version, reviewsOf(period.frame, form, await listReviews(within, form.id)));
}

const notAccepted = (forms: StoredForm[]): ConflictException =>
  new ConflictException({
    zh: `还有已提交未受理的自评表：${forms.map(({ unit }) => unit).join('、')}；请先受理复核或退回`,
    en: `forms are submitted and not accepted yet: ${forms.map(({ unit }) => unit).join(', ')}; accept or return them first`,
  });

const nothingToFinalise = (id: string): ConflictException =>
  new ConflictException({
    zh: `评价期 ${id} 没有可定稿的自评表`,
    en: `no form of period ${id} can be made final`,
  });

const notFinal = (id: string): ConflictException =>
  new ConflictException({
    zh: `评价期 ${id} 尚未定稿，不能公布`,
    en: `period ${id} is not final yet and cannot be published`,
  });

const notPublished = (id: string): ForbiddenException =>
  new ForbiddenException({
    zh: `评价期 ${id} 的结果尚未公布`,
    en: `the results of period ${id} are not published yet`,
  });
