import { randomUUID } from 'node:crypto';
import { ConflictException, Inject, Injectable, NotFoundException } from '@nestjs/common';
import {
  dayInShanghai,
  instantInShanghai,
  type OpeningChoices,
  OpenPeriodRequest,
  periodName,
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
  keepPlan,
  listPeriods,
  record,
  removePlan,
  type StoredPeriod,
} from '@skill-ledger/state';
import { SERVER_CONFIG, type ServerConfig } from '../config/config.ts';
import type { Caller } from '../http/caller.ts';
import { refusePersonalNumbers } from '../http/official-text.ts';
import { refuse as refuseUserError } from '../http/refuse.ts';
import { StateService } from '../state/state.service.ts';
import { FormScoresService } from './form-scores.service.ts';
import { refuse } from './forms.service.ts';
import { readPeriod } from './forms.ts';
import { refusalOfDays, unknownUnits } from './opening.ts';
import { announce, type By, byOf } from './take-step.ts';

/** What a period is opened with. */
interface Opening {
  period: Period;
  stored: StoredPeriod;
  units: Programme['units'];
}

/** Opening periods, at once or on a day. */
@Injectable()
export class OpeningService {
  constructor(
    @Inject(SERVER_CONFIG) private readonly config: ServerConfig,
    private readonly state: StateService,
    private readonly scores: FormScoresService,
  ) {}

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
   * Opens a period, or keeps the plan to open it on a later day.
   * @throws ConflictException if it is already open, HttpException 422 for an unknown period, scheme or unit, or days out of
   * order
   */
  async openOrPlan(caller: Caller, request: OpenPeriodRequest): Promise<void> {
    const { opensOn } = request;
    if (opensOn === undefined || opensOn <= dayInShanghai()) await this.open(byOf(caller), request);
    else await this.plan(byOf(caller), request, opensOn);
  }

  /** Opens a period: each unit gets its form, filled in from the snapshot. @throws as `openOrPlan` */
  async open(by: By, request: OpenPeriodRequest): Promise<void> {
    const { stored, units } = await this.opening(by, request).catch(refuseUserError(422));
    const { snapshot, units: scores } = await this.scores.scores(stored);
    await change(await this.state.get(), async (within) => {
      if (!(await addPeriod(within, stored))) throw alreadyOpen(stored.id);
      await removePlan(within, stored.id);
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

  private async plan(by: By, request: OpenPeriodRequest, opensOn: string): Promise<void> {
    const { stored, units } = await this.opening(by, request).catch(refuseUserError(422));
    const { account, displayName } = by.author;
    await change(await this.state.get(), async (within) => {
      if (await findPeriod(within, stored.id)) throw alreadyOpen(stored.id);
      await keepPlan(within, {
        ...{ opensOn, account, by: displayName, at: instantInShanghai() },
        request: OpenPeriodRequest.parse(request),
      });
      await record(within, by.actor, {
        action: 'evaluation.planPeriod',
        subject: stored.id,
        detail: { opensOn, dueOn: stored.dueOn, units: units.length },
      });
    });
  }

  /** Removes the plan of a period. @throws NotFoundException */
  async dropPlan(caller: Caller, period: string): Promise<void> {
    await change(await this.state.get(), async (within) => {
      if (!(await removePlan(within, period))) throw notPlanned(period);
      await record(within, byOf(caller).actor, { action: 'evaluation.dropPlan', subject: period });
    });
  }

  private async opening({ author }: By, request: OpenPeriodRequest): Promise<Opening> {
    const { period: id, scheme: schemeId, units: chosen, dueOn, closesOn, note = '' } = request;
    const programme = await homeProgramme(this.config.home);
    const period = periodOf(id, programme.facts);
    const scheme = schemeFor(await readSchemes(programmeFolder(programme.id)), period.from, schemeId);
    const unknown = chosen?.filter((name) => !programme.units.some((unit) => unit.name === name)) ?? [];
    if (unknown.length > 0) refuse(unknownUnits(unknown));
    refusePersonalNumbers({ note });
    refuse(refusalOfDays(OpenPeriodRequest.parse(request), period));
    return {
      period,
      units: programme.units.filter(({ name }) => chosen?.includes(name) ?? true),
      stored: {
        ...{ id: period.id, from: period.from, to: period.to, kind: period.kind, dueOn },
        scheme: JSON.stringify(scheme),
        note: note.trim() || null,
        openedAt: instantInShanghai(),
        openedBy: author.displayName,
        closesOn: closesOn ?? null,
        ...{ closedAt: null, finalisedAt: null, publishedAt: null },
      },
    };
  }
}

const alreadyOpen = (id: string): ConflictException =>
  new ConflictException({
    zh: `${periodName(id).zh}评价期已经开启`,
    en: `the period ${periodName(id).en} is open already`,
  });

const notPlanned = (id: string): NotFoundException =>
  new NotFoundException({
    zh: `${periodName(id).zh}评价期没有开启计划`,
    en: `the period ${periodName(id).en} is not planned`,
  });
