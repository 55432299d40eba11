import { Inject, Injectable } from '@nestjs/common';
import type { CurrentSnapshot, SnapshotComparison, SnapshotInfo } from '@skill-ledger/contracts';
import { compareSnapshots, listSnapshots, readRecord, useSnapshot } from '@skill-ledger/etl';
import { SERVER_CONFIG, type ServerConfig } from '../config/config.ts';
import { actorOf, type Caller } from '../http/caller.ts';
import { refuse } from '../http/refuse.ts';
import { ReconcileService } from '../state/reconcile.service.ts';
import { CurrentSnapshotService } from './current-snapshot.service.ts';

/** Lists, compares and selects the snapshots of the home. */
@Injectable()
export class SnapshotsService {
  constructor(
    @Inject(SERVER_CONFIG) private readonly config: ServerConfig,
    private readonly currentSnapshot: CurrentSnapshotService,
    private readonly reconcile: ReconcileService,
  ) {}

  list(): Promise<SnapshotInfo[]> {
    return listSnapshots(this.config.home);
  }

  /** Reads one small file, however many snapshots there are: every open page polls this. */
  async current(): Promise<CurrentSnapshot> {
    const id = await this.currentSnapshot.requireId();
    const { createdAt } = await readRecord(this.config.home, id);
    return { id, createdAt };
  }

  /** @throws HttpException 404 if one of them does not exist */
  compare(from: string, to: string): Promise<SnapshotComparison> {
    return compareSnapshots(this.config.home, from, to).catch(refuse(404));
  }

  /** Makes a snapshot the current one; none is deleted. @throws HttpException 409 */
  async use(caller: Caller, id: string): Promise<void> {
    await useSnapshot(this.config.home, id, { actor: actorOf(caller) }).catch(refuse(409));
    // If it cannot be logged now, it is logged later: the home keeps a record.
    await this.reconcile.run().catch(() => {});
  }
}
