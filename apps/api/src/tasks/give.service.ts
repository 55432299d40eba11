import { Inject, Injectable } from '@nestjs/common';
import {
  type AssigneesAnswer,
  dayInShanghai,
  type GivenOrigin,
  type GivenTasks,
  type GiveTaskRequest,
  may,
  type TaskOrigin,
} from '@skill-ledger/contracts';
import { anyProgramme } from '@skill-ledger/etl';
import { addTask, change, findAccount, listAccounts, type NewTask, record } from '@skill-ledger/state';
import { SERVER_CONFIG, type ServerConfig } from '../config/config.ts';
import { actorOf, authorOf, type Caller } from '../http/caller.ts';
import { refusePersonalNumbers } from '../http/official-text.ts';
import { unprocessable } from '../http/unprocessable.ts';
import { StateService } from '../state/state.service.ts';
import { OriginsService } from './origins.service.ts';

type Assignee = Pick<NewTask, 'unit' | 'account' | 'person'>;
/** As parsed: defaults are filled in. */
type Wanted = Required<Pick<GiveTaskRequest, 'text' | 'dueOn'>> & {
  origin: GivenOrigin;
  units: string[];
  account?: string | undefined;
  importance: NonNullable<GiveTaskRequest['importance']>;
};

/** Giving tasks: one to each unit, or one to an account. */
@Injectable()
export class GiveService {
  constructor(
    @Inject(SERVER_CONFIG) private readonly config: ServerConfig,
    private readonly state: StateService,
    private readonly origins: OriginsService,
  ) {}

  /** @throws HttpException 422 for an unknown unit or account, a past due date, or a text with personal numbers */
  async give(caller: Caller, wanted: Wanted): Promise<GivenTasks> {
    if (wanted.dueOn < dayInShanghai()) {
      throw unprocessable(
        '办结期限已经过去，请选择今天或以后的日期',
        'the due date has passed: choose today or later',
      );
    }
    refusePersonalNumbers({ text: wanted.text });
    const assignees = await this.assignees(wanted);
    const origin = await this.origins.freeze(wanted.origin);
    refuseForeignScore(origin, assignees);
    const { text, dueOn, importance } = wanted;
    const ids = await change(await this.state.get(), async (within) => {
      const given: string[] = [];
      for (const assignee of assignees) {
        given.push(await addTask(within, { origin, text, dueOn, importance, ...assignee }, authorOf(caller)));
      }
      await record(within, actorOf(caller), {
        action: 'task.give',
        subject: given.length === 1 ? (given[0] ?? null) : null,
        // The text may name persons, and the log has other readers.
        detail: { origin: origin.kind, tasks: given.length, units: wanted.units, dueOn, importance },
      });
      return given;
    });
    return { ids };
  }

  /** Accounts that may answer tasks. */
  async accounts(): Promise<AssigneesAnswer> {
    const accounts = await listAccounts(await this.state.get());
    return {
      accounts: accounts
        .filter(({ disabled, role }) => !disabled && may(role, 'tasks.answer'))
        .map(({ name, displayName, unit }) => ({ name, displayName, unit })),
    };
  }

  private async assignees({ units, account: name }: Wanted): Promise<Assignee[]> {
    if (name === undefined) {
      const known = new Set((await anyProgramme(this.config.home)).units.map((unit) => unit.name));
      const unknown = units.filter((unit) => !known.has(unit));
      if (unknown.length > 0) {
        throw unprocessable(
          `没有单位“${unknown.join('、')}”；请从列表中选择`,
          `there is no unit ${unknown.join(', ')}: choose from the list`,
        );
      }
      return [...new Set(units)].map((unit) => ({ unit }));
    }
    const account = await findAccount(await this.state.get(), name);
    if (account && !account.disabled && may(account.role, 'tasks.answer')) {
      return [{ unit: account.unit, account: account.name, person: account.displayName }];
    }
    throw unprocessable(
      `不能交给 ${name}：没有这个账号，或它不能办理督办`,
      `${name} cannot be given a task: there is no such account, or it may not answer tasks`,
    );
  }
}

/** A unit reads its own score only: what is said about it goes to that unit, or to an account of no other unit. */
function refuseForeignScore(origin: TaskOrigin, assignees: Assignee[]): void {
  if (origin.kind !== 'score') return;
  const others = assignees.flatMap(({ unit }) => (unit !== null && unit !== origin.unit ? [unit] : []));
  if (others.length === 0) return;
  throw unprocessable(
    `${origin.unit}的得分不能交给${others.join('、')}：单位只看本单位的得分，请交给${origin.unit}`,
    `the score of ${origin.unit} cannot go to ${others.join(', ')}: units read their own only; give it to ${origin.unit}`,
  );
}
