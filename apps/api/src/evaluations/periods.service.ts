import { Inject, Injectable, NotFoundException } from '@nestjs/common';
import {
  type ClosingRequest,
  dayInShanghai,
  type EvaluationAnswer,
  type EvaluationsAnswer,
  type FormState,
  may,
  periodName,
} from '@skill-ledger/contracts';
import { homeProgramme } from '@skill-ledger/etl';
import {
  change,
  findPeriod,
  listForms,
  listPeriods,
  listPlans,
  listReviews,
  markPeriod,
  record,
  type StoredPlan,
} from '@skill-ledger/state';
import { SERVER_CONFIG, type ServerConfig } from '../config/config.ts';
import { type Caller, ownUnit } from '../http/caller.ts';
import { StateService } from '../state/state.service.ts';
import { refuse } from './forms.service.ts';
import { type PeriodOfForm, readPeriod, summaryOf } from './forms.ts';
import { closesTooEarly } from './opening.ts';
import { periodClosed } from './step-policy.ts';
import { byOf } from './take-step.ts';

/** Evaluation periods that were opened or are planned, listed for all. */
@Injectable()
export class PeriodsService {
  constructor(
    @Inject(SERVER_CONFIG) private readonly config: ServerConfig,
    private readonly state: StateService,
  ) {}

  /** Every period with the states of its forms; a unit sees only its own form. */
  async list(caller: Caller): Promise<EvaluationsAnswer> {
    const state = await this.state.get();
    const unit = ownUnit(caller);
    const today = dayInShanghai();
    const forms = await listForms(state, { unit });
    const reviews = await listReviews(state);
    const periods = (await listPeriods(state)).map((stored) => {
      const own = forms
        .filter(({ period }) => period === stored.id)
        .map((form) => summaryOf(form, reviews, today));
      const states: Partial<Record<FormState, number>> = {};
      for (const { state: at } of own) states[at] = (states[at] ?? 0) + 1;
      return {
        ...readPeriod(stored).shown,
        states,
        overdue: own.filter(({ flags }) => flags.includes('overdue')).length,
        own: unit === undefined ? null : (own[0] ?? null),
      };
    });
    return {
      periods: periods.filter(({ own }) => unit === undefined || own !== null),
      planned: may(caller.account.role, 'evaluations.results') ? (await listPlans(state)).map(planned) : [],
    };
  }

  /** A period with its forms, those of other units left out for a unit. @throws NotFoundException */
  async one(caller: Caller, id: string): Promise<EvaluationAnswer> {
    const state = await this.state.get();
    const { frame, shown } = await this.find(id);
    const reviews = await listReviews(state);
    const forms = await listForms(state, { period: id, unit: ownUnit(caller) });
    const order = await this.unitOrder();
    return {
      period: shown,
      frame,
      forms: forms
        .map((form) => summaryOf(form, reviews, dayInShanghai()))
        .sort((a, b) => order(a.unit) - order(b.unit)),
    };
  }

  /** @throws NotFoundException */
  async find(id: string): Promise<PeriodOfForm> {
    const stored = await findPeriod(await this.state.get(), id);
    if (stored) return readPeriod(stored);
    throw new NotFoundException({
      zh: `${periodName(id).zh}评价期还没有开启`,
      en: `the period ${periodName(id).en} was not opened yet`,
    });
  }

  /**
   * Sets or removes the last day of filling in; a closed period is open again until then.
   * @throws HttpException 422 for a day that has passed, 409 for a period that is final
   */
  async close(caller: Caller, id: string, { closesOn }: ClosingRequest): Promise<void> {
    const { stored } = await this.find(id);
    if (stored.finalisedAt !== null) refuse(periodClosed(id));
    const today = dayInShanghai();
    if (closesOn !== null && closesOn < today) refuse(closesTooEarly(today));
    await change(await this.state.get(), async (within) => {
      await markPeriod(within, id, { closesOn, closedAt: null });
      await record(within, byOf(caller).actor, {
        action: 'evaluation.setClosing',
        subject: id,
        detail: { closesOn },
      });
    });
  }

  /** Units in the programme's order. */
  private async unitOrder(): Promise<(unit: string) => number> {
    const { units } = await homeProgramme(this.config.home);
    return (name) => units.findIndex((unit) => unit.name === name);
  }
}

const planned = ({ opensOn, request, by }: StoredPlan): EvaluationsAnswer['planned'][number] => ({
  period: request.period,
  opensOn,
  dueOn: request.dueOn,
  closesOn: request.closesOn ?? null,
  units: request.units?.length ?? null,
  note: request.note,
  by,
});
