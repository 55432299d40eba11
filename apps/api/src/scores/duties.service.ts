import { Injectable } from '@nestjs/common';
import {
  dayInShanghai,
  type FindingRow,
  flagsOf,
  type MissingLedger,
  may,
  type ScoreDuties,
  type ScoreLate,
  type ScoresQuery,
  type UnitScoresQuery,
} from '@skill-ledger/contracts';
import { quarantineSize, questionOf, readMissing, type ScoreRequest } from '@skill-ledger/etl';
import { listCases, listForms, listPeriods, listTasks, type StoredTask } from '@skill-ledger/state';
import type { Caller } from '../http/caller.ts';
import { CurrentSnapshotService } from '../snapshots/current-snapshot.service.ts';
import { StateService } from '../state/state.service.ts';
import { FindingsService } from '../supervision/findings.service.ts';
import { ScoreReaderService } from './score-reader.service.ts';
import { ScoresService } from './scores.service.ts';

/** Findings that still wait for a decision. */
const UNDECIDED = ['open', 'checking'];

/** Whether a task waits for its unit. */
const isInHand = ({ state }: StoredTask): boolean => state === 'open' || state === 'doing';

/** Tasks that are listed one by one. */
const MOST_TASKS = 3;

type LateForm = NonNullable<ScoreLate['units'][number]['forms']>[number];

/** A finding with a due date. */
type Dated = FindingRow & { dueOn: string };

/** Open work of units, and late units: findings, tasks, rows to fix, missing ledgers. */
@Injectable()
export class DutiesService {
  constructor(
    private readonly current: CurrentSnapshotService,
    private readonly state: StateService,
    private readonly findings: FindingsService,
    private readonly reader: ScoreReaderService,
    private readonly scores: ScoresService,
  ) {}

  /** @throws as `ScoresService.unitOf` */
  async duties(caller: Caller, query: UnitScoresQuery): Promise<ScoreDuties> {
    const unit = await this.scores.unitOf(caller, query);
    const missing = await this.missing(await this.reader.requestOf(query));
    return {
      unit,
      findings: may(caller.account.role, 'findings.read') ? await this.findingsOf(caller, unit) : null,
      tasks: may(caller.account.role, 'tasks.read') ? await this.tasksOf(unit) : null,
      quarantined: await this.current.read(async (connection) => {
        const { total, waiting } = await quarantineSize(connection, { unit });
        return total - waiting;
      }),
      missing: missing.get(unit) ?? [],
    };
  }

  /** @throws BadRequestException for an unknown period or scheme */
  async late(caller: Caller, query: ScoresQuery): Promise<ScoreLate> {
    const today = dayInShanghai();
    const { request, trace } = await this.reader.compute(query);
    const missing = await this.missing(request);
    const reads = may(caller.account.role, 'findings.read');
    const past = reads ? (await this.dated(caller)).filter(({ dueOn }) => dueOn < today) : [];
    const forms = may(caller.account.role, 'evaluations.read') ? await this.lateForms(today) : null;
    const tasks = may(caller.account.role, 'tasks.read') ? await this.lateTasks(today) : null;
    const units = trace.units
      .map(({ unit }) => ({
        unit,
        overdue: reads ? past.filter((row) => concerns(row, unit)).length : null,
        tasks: tasks && (tasks.get(unit) ?? 0),
        missing: missing.get(unit) ?? [],
        forms:
          forms === null
            ? null
            : forms.filter((one) => one.unit === unit).map(({ unit: _unit, ...form }) => form),
      }))
      .filter(
        ({ overdue, tasks: given, missing: kinds, forms: own }) =>
          (overdue ?? 0) + (given ?? 0) + kinds.length + (own?.length ?? 0) > 0,
      )
      .sort(
        (a, b) =>
          (b.forms?.length ?? 0) - (a.forms?.length ?? 0) ||
          (b.overdue ?? 0) - (a.overdue ?? 0) ||
          (b.tasks ?? 0) - (a.tasks ?? 0) ||
          b.missing.length - a.missing.length,
      );
    return { today, units };
  }

  private missing(request: ScoreRequest): Promise<Map<string, MissingLedger[]>> {
    const { period, until } = questionOf(request);
    const name = `missing ledgers ${period.id}`;
    return this.current.answer(name, { asOf: until }, (connection) =>
      readMissing(connection, { period, until }),
    );
  }

  private async findingsOf(caller: Caller, unit: string): Promise<ScoreDuties['findings']> {
    const { total: open } = await this.findings.worklist(caller, {
      unit,
      status: 'open',
      limit: 1,
      offset: 0,
    });
    const due = (await this.dated(caller)).filter((row) => concerns(row, unit));
    return { open, due: due.map(({ id, rule, dueOn }) => ({ id, rule, dueOn })) };
  }

  /** Tasks that the unit has not completed yet. Those about findings are listed with the findings. */
  private async tasksOf(unit: string): Promise<ScoreDuties['tasks']> {
    const today = dayInShanghai();
    const tasks = (await listTasks(await this.state.get(), { unit })).filter(
      (task) => isInHand(task) && task.origin.kind !== 'finding',
    );
    return {
      count: tasks.length,
      overdue: tasks.filter(({ dueOn }) => dueOn < today).length,
      next: tasks.slice(0, MOST_TASKS).map(({ id, number, text, dueOn }) => ({ id, number, text, dueOn })),
    };
  }

  /** Overdue tasks by unit; findings and self-evaluations are counted separately. */
  private async lateTasks(today: string): Promise<Map<string, number>> {
    const late = new Map<string, number>();
    for (const task of await listTasks(await this.state.get())) {
      const { unit, dueOn, origin } = task;
      const isOther = origin.kind !== 'finding' && origin.kind !== 'form';
      if (unit !== null && isOther && isInHand(task) && dueOn < today)
        late.set(unit, (late.get(unit) ?? 0) + 1);
    }
    return late;
  }

  /** Self-evaluations past their due date, of periods that are not final. */
  private async lateForms(today: string): Promise<(LateForm & { unit: string })[]> {
    const state = await this.state.get();
    const open = (await listPeriods(state)).filter(({ finalisedAt }) => finalisedAt === null);
    return (await listForms(state))
      .filter((form) => open.some(({ id }) => id === form.period) && flagsOf(form, today).includes('overdue'))
      .map(({ id, period, unit, dueOn }) => ({ form: id, period, unit, dueOn }));
  }

  /** Findings with a due date that wait for a decision. */
  private async dated(caller: Caller): Promise<Dated[]> {
    const cases = await listCases(await this.state.get());
    const waiting = cases.filter(({ dueOn, status }) => dueOn !== null && UNDECIDED.includes(status));
    const rows = await this.findings.byIds(
      caller,
      waiting.map(({ id }) => id),
    );
    return rows.filter((row): row is Dated => row.dueOn !== null);
  }
}

/** Whether a finding is about a unit or assigned to it. */
const concerns = ({ department, town, assignee }: FindingRow, unit: string): boolean =>
  [department, town, assignee].includes(unit);
