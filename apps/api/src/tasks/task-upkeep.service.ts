import { Injectable } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { readBatches } from '@skill-ledger/etl';
import { change, closeTasksAbout, listActiveTasks, type StoredTask } from '@skill-ledger/state';
import { CurrentSnapshotService } from '../snapshots/current-snapshot.service.ts';
import { BackgroundService } from '../state/background.service.ts';
import { StateService } from '../state/state.service.ts';
import { FindingsService } from '../supervision/findings.service.ts';

const LOOK_MS = 15_000;

/** Closes tasks whose origin has ended: findings that are decided or no longer exist, ledgers that were loaded. */
@Injectable()
export class TaskUpkeepService {
  private seen: string | null = null;

  constructor(
    private readonly state: StateService,
    private readonly current: CurrentSnapshotService,
    private readonly findings: FindingsService,
    private readonly background: BackgroundService,
  ) {}

  /** A new snapshot may settle the origin of tasks. */
  @Interval(LOOK_MS)
  async look(): Promise<void> {
    // The next look tries again.
    await this.background.run(() => this.closeWhereNew()).catch(() => {});
  }

  private async closeWhereNew(): Promise<void> {
    const id = await this.current.currentId();
    if (id === null || id === this.seen) return;
    await this.closeEnded();
    this.seen = id;
  }

  /** @returns how many were closed */
  async closeEnded(): Promise<number> {
    if ((await this.current.currentId()) === null) return 0;
    const keys = [...(await this.endedFindings()), ...(await this.arrivedLedgers())];
    return change(await this.state.get(), (within) => closeTasksAbout(within, keys));
  }

  private async endedFindings(): Promise<string[]> {
    const tasks = await listActiveTasks(await this.state.get(), 'finding');
    const ids = tasks.flatMap(({ task: { origin } }) => (origin.kind === 'finding' ? [origin.finding] : []));
    return (await this.findings.ended(ids)).map((id) => `finding:${id}`);
  }

  private async arrivedLedgers(): Promise<string[]> {
    const tasks = await listActiveTasks(await this.state.get(), 'handIn');
    if (tasks.length === 0) return [];
    const { batches } = await this.current.read((connection) => readBatches(connection));
    const hasArrived = ({ origin, unit, givenAt }: StoredTask): boolean =>
      origin.kind === 'handIn' &&
      batches.some(
        (batch) =>
          batch.unit === unit &&
          batch.loadedAt >= givenAt &&
          batch.files.some(({ sheets }) => sheets.some(({ kind }) => kind === origin.ledger)),
      );
    return tasks.filter(({ task }) => hasArrived(task)).map(({ key }) => key);
  }
}
