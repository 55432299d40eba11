import { Injectable } from '@nestjs/common';
import type { ScoreDuties, UnitScoresQuery } from '@skill-ledger/contracts';
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

/** What a unit has to do: findings, rows to mend, ledgers that are missing. */
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
    const own = { unit, limit: 1, offset: 0 } as const;
    const { total: open } = await this.findings.worklist(caller, { ...own, status: 'open' });
    return {
      unit,
      findings: { open, due: await this.due(caller, unit) },
      ...(await this.current.read(async (connection) => ({
        quarantined: await quarantineSize(connection, { unit }),
        missing: await readMissing(connection, question, unit),
      }))),
    };
  }

  /** Findings about the unit, or assigned to it, that have a due date and no decision. */
  private async due(caller: Caller, unit: string): Promise<ScoreDuties['findings']['due']> {
    const cases = await listCases(await this.state.get());
    const dated = cases.filter(({ dueOn, status }) => dueOn !== null && UNDECIDED.includes(status));
    const rows = await this.findings.byIds(
      caller,
      dated.map(({ id }) => id),
    );
    return rows.flatMap(({ id, rule, dueOn, department, town, assignee }) =>
      dueOn !== null && [department, town, assignee].includes(unit) ? [{ id, rule, dueOn }] : [],
    );
  }
}
