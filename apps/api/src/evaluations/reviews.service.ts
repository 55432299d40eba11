import { ForbiddenException, HttpException, Injectable, NotFoundException } from '@nestjs/common';
import {
  checkReview,
  type FinishReviewRequest,
  type FormsStepRequest,
  type IndicatorTrace,
  instantInShanghai,
  type Opinions,
  type ReviewerRole,
  type SaveReviewRequest,
} from '@skill-ledger/contracts';
import {
  addFormEvent,
  type Change,
  change,
  findForm,
  findFormVersion,
  keepReview,
  listReviews,
  record,
  StaleForm,
  type StoredReview,
} from '@skill-ledger/state';
import type { Caller } from '../http/caller.ts';
import { refusePersonalNumbers } from '../http/official-text.ts';
import { StateService } from '../state/state.service.ts';
import { FormsService, refuse, stale } from './forms.service.ts';
import { type PeriodOfForm, resultOf, reviewsOf } from './forms.ts';
import { refusalOf, refusalOfChecks, type StepFacts } from './step-policy.ts';
import { byOf, takeStep } from './take-step.ts';

/** Steps of the reviewing bureaus with submitted forms. */
@Injectable()
export class ReviewsService {
  constructor(
    private readonly state: StateService,
    private readonly forms: FormsService,
  ) {}

  /** Accepts submitted forms for review: all of them or none. @throws ConflictException */
  async accept(caller: Caller, request: FormsStepRequest): Promise<void> {
    await this.stepMany(caller, 'accept', request);
  }

  /** Returns forms to their units with a comment: all of them or none. @throws ConflictException, HttpException 422 */
  async giveBack(caller: Caller, request: FormsStepRequest): Promise<void> {
    await this.stepMany(caller, 'return', request);
  }

  private async stepMany(
    caller: Caller,
    action: 'accept' | 'return',
    { forms, comment = '', dueOn }: FormsStepRequest,
  ): Promise<void> {
    refusePersonalNumbers({ comment });
    const found = await Promise.all(forms.map(({ id }) => this.forms.find(caller, id)));
    const seen = new Map(forms.map((one) => [one.id, one.seen]));
    await change(await this.state.get(), async (within) => {
      for (const { form: before, period } of found) {
        const form = await findForm(within, before.id);
        if (!form) throw notReviewed();
        refuse(refusalOf(form, action, { ...this.facts(caller, period), comment }));
        if (form.version !== seen.get(form.id)) throw changedMeanwhile(form.unit);
        const result = action === 'return' ? await this.resultWithin(within, period, form.id) : undefined;
        await takeStep(within, byOf(caller), form, action, {
          comment,
          ...(action === 'return' && {
            form: {
              returns: form.returns + 1,
              handedIn: null,
              dueOn: dueOn ?? form.dueOn,
              result: JSON.stringify(result),
            },
          }),
        });
      }
    });
  }

  private async resultWithin(within: Change, period: PeriodOfForm, id: string) {
    const form = await findForm(within, id);
    const version = await findFormVersion(within, id);
    if (!form || !version) throw notReviewed();
    return resultOf(period, version, reviewsOf(period.frame, form, await listReviews(within, id)));
  }

  /** Saves opinions on indicators of the caller's bureau. @throws ConflictException, ForbiddenException, HttpException 422 */
  async save(
    caller: Caller,
    id: string,
    { seen, opinions }: SaveReviewRequest,
  ): Promise<{ version: number }> {
    refusePersonalNumbers(
      Object.fromEntries(Object.entries(opinions).map(([indicator, { text }]) => [indicator, text])),
    );
    await this.reviewing(caller, id, async (within, { own, review, version }) => {
      const ids = new Set(own.map((one) => one.id));
      const foreign = Object.keys(opinions).filter((indicator) => !ids.has(indicator));
      if (foreign.length > 0) throw notOwn(foreign);
      if (review.finishedAt !== null) throw alreadyFinished();
      const merged = merge(review.opinions, opinions);
      const refused = checkReview(own, version.values, merged).filter(
        ({ severity, field }) => severity === 'refused' && field !== null && field in opinions,
      );
      refuse(refusalOfChecks(refused));
      await keepReview(within, { ...review, opinions: merged, by: caller.account.displayName }, seen);
      return { indicators: Object.keys(opinions) };
    });
    return { version: seen + 1 };
  }

  /**
   * Marks a bureau's indicators as finished, or unmarks them. @throws ConflictException, HttpException 422 if an opinion is
   * missing or invalid
   */
  async finish(caller: Caller, id: string, { seen, finished }: FinishReviewRequest): Promise<void> {
    await this.reviewing(caller, id, async (within, { own, review, version }) => {
      if (finished) refuse(refusalOfChecks(checkReview(own, version.values, review.opinions)));
      const finishedAt = finished ? instantInShanghai() : null;
      await keepReview(within, { ...review, finishedAt, by: caller.account.displayName }, seen);
      const event = finished ? ('finishReview' as const) : ('reopenReview' as const);
      await addFormEvent(within, id, byOf(caller).author, { action: event, to: 'reviewing', comment: null });
      return { finished };
    });
  }

  private async reviewing(
    caller: Caller,
    id: string,
    work: (
      within: Change,
      about: {
        own: IndicatorTrace[];
        review: StoredReview;
        version: NonNullable<Awaited<ReturnType<typeof findFormVersion>>>;
      },
    ) => Promise<Record<string, unknown>>,
  ): Promise<void> {
    const { period } = await this.forms.find(caller, id);
    const role = caller.account.role as ReviewerRole;
    await change(await this.state.get(), async (within) => {
      const form = await findForm(within, id);
      const version = await findFormVersion(within, id);
      if (!form) throw notReviewed();
      refuse(refusalOf(form, 'review', this.facts(caller, period)));
      if (!version) throw notReviewed();
      const shown = reviewsOf(period.frame, form, await listReviews(within, id)).find(
        (one) => one.role === role,
      );
      if (!shown) throw notOwn([]);
      const own = version.trace.indicators.filter(({ reviewer }) => shown.bureaus.includes(reviewer));
      const review = { ...shown, formId: id, nth: form.submissions };
      const detail = await work(within, { own, review, version });
      await record(within, byOf(caller).actor, {
        action: 'evaluation.review',
        subject: `${form.period} ${form.unit}`,
        detail: { form: id, ...detail },
      });
    }).catch((error: unknown) => {
      throw error instanceof StaleForm ? staleReview() : error;
    });
  }

  private facts(caller: Caller, { stored }: PeriodOfForm): StepFacts {
    return { role: caller.account.role, account: caller.account.name, period: stored };
  }
}

/** Empty opinions are dropped. */
const merge = (before: Opinions, now: Opinions): Opinions =>
  Object.fromEntries(
    Object.entries({ ...before, ...now }).filter(
      ([, { points, text }]) => points !== '' || text.trim() !== '',
    ),
  );

const notReviewed = (): NotFoundException =>
  new NotFoundException({ zh: '这张自评表还没有提交过', en: 'the form was not submitted yet' });

const notOwn = (indicators: string[]): HttpException =>
  new ForbiddenException({
    zh: `只能复核本部门负责的指标${indicators.length > 0 ? `，不含：${indicators.join('、')}` : ''}`,
    en: `you review the indicators of your own bureau only${indicators.length > 0 ? `, not ${indicators.join(', ')}` : ''}`,
  });

const alreadyFinished = (): HttpException =>
  stale({
    zh: '本部门已完成复核；如需修改，请先撤回“完成复核”',
    en: 'your bureau has finished its review: take that back first',
  });

const staleReview = (): HttpException =>
  stale({
    zh: '本部门的同事刚刚修改了复核意见，您的修改未保存；请对照后再保存',
    en: 'a colleague has changed the review meanwhile, so your change was not saved: compare and save again',
  });

const changedMeanwhile = (unit: string): HttpException =>
  stale({
    zh: `${unit}的自评表刚刚有变化，全部未处理；请刷新后再选`,
    en: `the form of ${unit} was changed meanwhile, so nothing was done: reload and choose again`,
  });
