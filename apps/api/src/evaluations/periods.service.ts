import { randomUUID } from 'node:crypto';
import { ConflictException, HttpException, Inject, Injectable, NotFoundException } from '@nestjs/common';
import {
  dayInShanghai,
  type EvaluationAnswer,
  type EvaluationsAnswer,
  type FormState,
  instantInShanghai,
  type OpeningChoices,
  type OpenPeriodRequest,
} from '@skill-ledger/contracts';
import {
  homeProgramme,
  type Period,
  type Programme,
  periodOf,
  periodsOf,
  programmeFolder,
  readSchemes,
  schemeFor,
} from '@skill-ledger/etl';
import {
  addForm,
  addPeriod,
  change,
  findPeriod,
  listForms,
  listPeriods,
  listReviews,
  record,
  type StoredPeriod,
} from '@skill-ledger/state';
import { SERVER_CONFIG, type ServerConfig } from '../config/config.ts';
import { type Caller, ownUnit } from '../http/caller.ts';
import { refusePersonalNumbers } from '../http/official-text.ts';
import { refuse } from '../http/refuse.ts';
import { StateService } from '../state/state.service.ts';
import { byOf } from './by.ts';
import { FormScoresService } from './form-scores.service.ts';
import { type PeriodOfForm, readPeriod, summaryOf } from './forms.ts';
import { announce } from './take-step.ts';

/** Evaluation periods: opened by the office, listed for all. */
@Injectable()
export class PeriodsService {
  constructor(
    @Inject(SERVER_CONFIG) private readonly config: ServerConfig,
    private readonly state: StateService,
    private readonly scores: FormScoresService,
  ) {}

  /** Every period with how its forms stand; a unit is told of its own form only. */
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
    return { periods: periods.filter(({ own }) => unit === undefined || own !== null) };
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
      zh: `评价期 ${id} 还没有开启`,
      en: `period ${id} was not opened yet`,
    });
  }

  /** What can be opened. */
  async choices(): Promise<OpeningChoices> {
    const programme = await homeProgramme(this.config.home);
    const opened = new Set((await listPeriods(await this.state.get())).map(({ id }) => id));
    const schemes = await readSchemes(programmeFolder(programme.id));
    return {
      periods: periodsOf(programme.facts).map(({ id, from, to }) => ({
        id,
        from,
        to,
        opened: opened.has(id),
      })),
      schemes: schemes.map(({ id, name, validFrom }) => ({ id, name, validFrom })),
      units: programme.units.map(({ name, kind }) => ({ name, kind })),
    };
  }

  /**
   * Opens a period: each unit gets its form, filled in from the snapshot.
   * @throws ConflictException where it is open already, HttpException 422 for a period, scheme or unit there is not
   */
  async open(caller: Caller, request: OpenPeriodRequest): Promise<void> {
    const { period, stored, units } = await this.opening(caller, request).catch(refuse(422));
    if (request.dueOn < period.from) throw dueTooEarly(period);
    refusePersonalNumbers({ note: request.note });
    const { snapshot, units: scores } = await this.scores.scores(stored);
    const by = byOf(caller);
    await change(await this.state.get(), async (within) => {
      if (!(await addPeriod(within, stored))) throw alreadyOpen(stored.id);
      for (const { name, kind } of units) {
        const id = randomUUID();
        const trace = scores.find(({ unit }) => unit === name);
        await addForm(within, {
          ...{ id, period: stored.id, unit: name, kind, dueOn: stored.dueOn },
          opened: JSON.stringify({ snapshot, trace }),
          systemTotal: trace?.total ?? null,
        });
        await announce(within, by, {
          form: { id, period: stored.id, unit: name, dueOn: stored.dueOn },
          ...{ action: 'open', from: null, to: 'notStarted', comment: '', detail: {} },
        });
      }
      await record(within, by.actor, {
        action: 'evaluation.openPeriod',
        subject: stored.id,
        detail: { dueOn: stored.dueOn, scheme: readPeriod(stored).scheme.id, units: units.length, snapshot },
      });
    });
  }

  private async opening(
    caller: Caller,
    { period: id, scheme: schemeId, units: chosen, dueOn, note = '' }: OpenPeriodRequest,
  ): Promise<{ period: Period; stored: StoredPeriod; units: Programme['units'] }> {
    const programme = await homeProgramme(this.config.home);
    const period = periodOf(id, programme.facts);
    const scheme = schemeFor(await readSchemes(programmeFolder(programme.id)), period.from, schemeId);
    const unknown = chosen?.filter((name) => !programme.units.some((unit) => unit.name === name)) ?? [];
    if (unknown.length > 0) throw unknownUnits(unknown);
    return {
      period,
      units: programme.units.filter(({ name }) => chosen?.includes(name) ?? true),
      stored: {
        ...{ id: period.id, from: period.from, to: period.to, kind: period.kind, dueOn },
        scheme: JSON.stringify(scheme),
        note: note.trim() || null,
        openedAt: instantInShanghai(),
        openedBy: caller.account.displayName,
        finalisedAt: null,
        publishedAt: null,
      },
    };
  }

  /** Units in the programme's order. */
  private async unitOrder(): Promise<(unit: string) => number> {
    const { units } = await homeProgramme(this.config.home);
    return (name) => units.findIndex((unit) => unit.name === name);
  }
}

const unknownUnits = (units: string[]): HttpException =>
  new HttpException(
    {
      zh: `没有这些单位：${units.join('、')}`,
      en: `there are no such units: ${units.join(', ')}`,
      errors: [{ field: 'units', zh: units.join('、'), en: units.join(', ') }],
    },
    422,
  );

const dueTooEarly = ({ from }: Period): HttpException =>
  new HttpException(
    {
      zh: `截止日期早于评价期首日 ${from}，请核对年份`,
      en: `the due date lies before the period begins on ${from}: check the year`,
      errors: [{ field: 'dueOn', zh: `不早于 ${from}`, en: `not before ${from}` }],
    },
    422,
  );

const alreadyOpen = (id: string): ConflictException =>
  new ConflictException({ zh: `评价期 ${id} 已经开启`, en: `period ${id} is open already` });
