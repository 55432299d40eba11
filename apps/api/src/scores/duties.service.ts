import { Injectable } from '@nestjs/common';
import {
  dayInShanghai,
  type FindingRow,
  may,
  type ScoreDuties,
  type ScoreLate,
  type ScoresQuery,
  type UnitScoresQuery,
} from '@skill-ledger/contracts';
import { quarantineSize, questionOf, readMissing } from '@skill-ledger/etl';
import { listCases } from '@skill-ledger/state';
import type { Caller } from '../http/caller.ts';
import { CurrentSnapshotService } from '../snapshots/current-snapshot.service.ts';
import { StateService } from '../state/state.service.ts';
import { FindingsService } from '../supervision/findings.service.ts';
import { ScoreReaderService } from './score-reader.service.ts';
import { ScoresService } from './scores.service.ts';

/** Findings that still wait for a decision. */
const UNDECIDED = ['open', 'checking'];

/** A finding with a due date. */
type Dated = FindingRow & { dueOn: string };

/** What units have to do, and which are late: findings, rows to mend, ledgers that are missing. */
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
    const question = questionOf(await this.reader.requestOf(query));
    return {
      unit,
      findings: may(caller.account.role, 'findings.read') ? await this.findingsOf(caller, unit) : null,
      ...(await this.current.read(async (connection) => {
        const { total, waiting } = await quarantineSize(connection, { unit });
        return {
          quarantined: total - waiting,
          missing: (await readMissing(connection, question)).get(unit) ?? [],
        };
      })),
    };
  }

  /** @throws BadRequestException for a period or a scheme there is not */
  async late(caller: Caller, query: ScoresQuery): Promise<ScoreLate> {
    const today = dayInShanghai();
    const { request, trace } = await this.reader.compute(query);
    const missing = await this.current.read((connection) => readMissing(connection, questionOf(request)));
    const reads = may(caller.account.role, 'findings.read');
    const past = reads ? (await this.dated(caller)).filter(({ dueOn }) => dueOn < today) : [];
    const units = trace.units
      .map(({ unit }) => ({
        unit,
        overdue: reads ? past.filter((row) => concerns(row, unit)).length : null,
        missing: missing.get(unit) ?? [],
      }))
      .filter(({ overdue, missing: kinds }) => (overdue ?? 0) > 0 || kinds.length > 0)
      .sort((a, b) => (b.overdue ?? 0) - (a.overdue ?? 0) || b.missing.length - a.missing.length);
    return { today, units };
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
