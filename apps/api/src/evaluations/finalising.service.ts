import { ConflictException, HttpException, Injectable } from '@nestjs/common';
import {
  dayInShanghai,
  type FinaliseRequest,
  type FormResult,
  instantInShanghai,
  isWithUnit,
  periodName,
  RECTIFICATION_DAYS,
  rankForms,
} from '@skill-ledger/contracts';
import {
  type Change,
  change,
  findFormVersion,
  listForms,
  listReviews,
  markPeriod,
  record,
  type StoredForm,
} from '@skill-ledger/state';
import type { Caller } from '../http/caller.ts';
import { StateService } from '../state/state.service.ts';
import { demandRectification, endFormTasks, shortfallsOf } from './form-tasks.ts';
import { refuse } from './forms.service.ts';
import { type PeriodOfForm, resultOf, reviewsOf, unfinishedOf } from './forms.ts';
import { PeriodsService } from './periods.service.ts';
import { refusalOf } from './step-policy.ts';
import { type By, byOf, takeStep } from './take-step.ts';

const DAY_MS = 86_400_000;
const NOT_SUBMITTED = '未在截止日期前提交自评表，请说明原因';

/** A form under review, its result, and its shortfalls. */
interface Judged {
  form: StoredForm;
  result: FormResult;
  shortfalls: string | null;
}

/** The end of a period: its forms made final and ranked, published or withdrawn. */
@Injectable()
export class FinalisingService {
  constructor(
    private readonly state: StateService,
    private readonly periods: PeriodsService,
  ) {}

  /**
   * Makes every reviewed form final and ranks the units; forms that were never submitted stay as they are, and the period is
   * closed. Units correct shortfalls by a given day (整改), and explain a form that they did not submit.
   * @throws ConflictException while a submitted form is not reviewed, or if there is none; HttpException 422 for a day that has
   * passed
   */
  async finalise(caller: Caller, id: string, { rectifyBy }: FinaliseRequest = {}): Promise<void> {
    const period = await this.periods.find(id);
    const today = dayInShanghai();
    if (rectifyBy !== undefined && rectifyBy < today) throw rectifiedBefore(today);
    const dueOn = rectifyBy ?? dayInShanghai(new Date(Date.now() + RECTIFICATION_DAYS * DAY_MS));
    const by = byOf(caller);
    await change(await this.state.get(), async (within) => {
      const forms = await listForms(within, { period: id });
      const judged = await judgeAll(within, caller, period, forms);
      await makeFinal(within, by, judged, dueOn);
      await endFormTasks(within, forms);
      for (const form of forms.filter((one) => isWithUnit(one.state) && one.dueOn < today)) {
        await demandRectification(within, by.author, form, { what: NOT_SUBMITTED, dueOn });
      }
      await markPeriod(within, id, { finalisedAt: instantInShanghai() });
      await record(within, by.actor, {
        action: 'evaluation.finalisePeriod',
        subject: id,
        detail: { final: judged.length, missing: forms.length - judged.length, rectifyBy: dueOn },
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
}

/** @throws ConflictException while a submitted form is not reviewed, or where there is none */
async function judgeAll(
  within: Change,
  { account: { name: account, role } }: Caller,
  period: PeriodOfForm,
  forms: StoredForm[],
): Promise<Judged[]> {
  const reviews = await listReviews(within);
  const pending = forms.filter(({ state }) => state === 'submitted');
  if (pending.length > 0) throw notAccepted(pending);
  const judged: Judged[] = [];
  for (const form of forms.filter(({ state }) => state === 'reviewing')) {
    const unfinished = unfinishedOf(period.frame, form, reviews);
    refuse(refusalOf(form, 'finalise', { role, account, period: period.stored, unfinished }));
    const version = await findFormVersion(within, form.id);
    if (!version) throw notAccepted([form]);
    const result = resultOf(period, version, reviewsOf(period.frame, form, reviews));
    judged.push({ form, result, shortfalls: shortfallsOf(version, result) });
  }
  if (judged.length === 0) throw nothingToFinalise(period.stored.id);
  return judged;
}

async function makeFinal(within: Change, by: By, judged: Judged[], rectifyBy: string): Promise<void> {
  const ranks = rankForms(judged.map(({ form, result: { total } }) => ({ ...form, total })));
  for (const { form, result, shortfalls } of judged) {
    const rank = ranks.get(form.id) ?? null;
    const { total, grade } = result;
    await takeStep(within, by, form, 'finalise', {
      form: { reviewTotal: total, grade, rank, result: JSON.stringify(result) },
      detail: { total, grade, rank },
    });
    if (shortfalls !== null) {
      await demandRectification(within, by.author, form, { what: shortfalls, dueOn: rectifyBy });
    }
  }
}

const rectifiedBefore = (today: string): HttpException =>
  new HttpException(
    {
      zh: `整改期限已经过去，请选择 ${today} 或以后的日期`,
      en: `the day for corrections has passed: choose ${today} or later`,
      errors: [{ field: 'rectifyBy', zh: `不早于 ${today}`, en: `not before ${today}` }],
    },
    422,
  );

const notAccepted = (forms: StoredForm[]): ConflictException =>
  new ConflictException({
    zh: `还有已提交未受理的自评表：${forms.map(({ unit }) => unit).join('、')}；请先受理复核或退回`,
    en: `forms are submitted and not accepted yet: ${forms.map(({ unit }) => unit).join(', ')}; accept or return them first`,
  });

const nothingToFinalise = (id: string): ConflictException =>
  new ConflictException({
    zh: `${periodName(id).zh}评价期没有可定稿的自评表`,
    en: `no form of the period ${periodName(id).en} can be made final`,
  });

const notFinal = (id: string): ConflictException =>
  new ConflictException({
    zh: `${periodName(id).zh}评价期尚未定稿，不能公布`,
    en: `the period ${periodName(id).en} is not final yet and cannot be published`,
  });
