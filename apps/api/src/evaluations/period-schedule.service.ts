import { ConflictException, Injectable } from '@nestjs/common';
import {
  type Bilingual,
  dayInShanghai,
  dayInWords,
  instantInShanghai,
  periodName,
  periodNames,
} from '@skill-ledger/contracts';
import {
  change,
  listPeriods,
  listPlans,
  markPeriod,
  NO_ACCOUNT,
  record,
  removePlan,
  type StoredPeriod,
  type StoredPlan,
} from '@skill-ledger/state';
import { ScheduleService, type Upcoming } from '../schedule/schedule.service.ts';
import { StateService } from '../state/state.service.ts';
import { OpeningService } from './opening.service.ts';
import type { By } from './take-step.ts';

/** Opens periods on the day they are planned for, and closes them to first submissions after their last day. */
@Injectable()
export class PeriodScheduleService {
  constructor(
    schedule: ScheduleService,
    private readonly state: StateService,
    private readonly opening: OpeningService,
  ) {
    schedule.register('periods', {
      work: () => this.work(),
      upcoming: () => this.upcoming(),
    });
  }

  /** The work that is due; after a run, a second one finds nothing. */
  private async work(): Promise<Bilingual> {
    const closed = await this.close();
    const opened: string[] = [];
    const failures: unknown[] = [];
    for (const plan of await this.duePlans()) {
      try {
        if (await this.open(plan)) opened.push(plan.request.period);
      } catch (error) {
        failures.push(error);
      }
    }
    // The others are still opened; the run counts as failed, so that it is reported and repeated.
    if (failures.length > 0) throw failures[0];
    return {
      zh: `开启评价期：${periodNames(opened).zh}；关闭：${periodNames(closed).zh}`,
      en: `opened: ${periodNames(opened).en}; closed: ${periodNames(closed).en}`,
    };
  }

  private async upcoming(): Promise<Upcoming[]> {
    const state = await this.state.get();
    const openings = (await listPlans(state)).map(({ opensOn, request: { period, dueOn } }) => ({
      on: opensOn,
      what: {
        zh: `开启 ${periodName(period).zh}评价期，截止 ${dayInWords(dueOn)}`,
        en: `opens the period ${periodName(period).en}, due ${dueOn}`,
      },
    }));
    const closings = (await listPeriods(state)).flatMap(({ id, closesOn, closedAt, finalisedAt }) =>
      closesOn === null || closedAt !== null || finalisedAt !== null
        ? []
        : [
            {
              on: closesOn,
              what: {
                zh: `${periodName(id).zh}评价期首次填报的最后一天，次日关闭`,
                en: `last day to submit a form of ${periodName(id).en} for the first time; closed the day after`,
              },
            },
          ],
    );
    return [...openings, ...closings];
  }

  private async duePlans(): Promise<StoredPlan[]> {
    const today = dayInShanghai();
    return (await listPlans(await this.state.get())).filter(({ opensOn }) => opensOn <= today);
  }

  /** On behalf of the account that planned it. @returns whether it was opened: false if it already was */
  private async open({ request, account, by }: StoredPlan): Promise<boolean> {
    const planner: By = {
      author: { account, displayName: by, unit: null },
      actor: { name: account, role: 'office', unit: null, address: null },
    };
    try {
      await this.opening.open(planner, request);
      return true;
    } catch (error) {
      if (!(error instanceof ConflictException)) throw error;
      await change(await this.state.get(), (within) => removePlan(within, request.period));
      return false;
    }
  }

  /** @returns the periods that were closed */
  private async close(): Promise<string[]> {
    const today = dayInShanghai();
    return change(await this.state.get(), async (within) => {
      const due = (await listPeriods(within)).filter((period) => isDue(period, today));
      for (const { id, closesOn } of due) {
        await markPeriod(within, id, { closedAt: instantInShanghai() });
        await record(within, NO_ACCOUNT, {
          action: 'evaluation.closePeriod',
          subject: id,
          detail: { closesOn },
        });
      }
      return due.map(({ id }) => id);
    });
  }
}

const isDue = ({ closesOn, closedAt, finalisedAt }: StoredPeriod, today: string): boolean =>
  closesOn !== null && closesOn < today && closedAt === null && finalisedAt === null;
