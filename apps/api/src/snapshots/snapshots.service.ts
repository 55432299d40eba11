import { Inject, Injectable } from '@nestjs/common';
import type { CurrentSnapshot, SnapshotComparison, SnapshotInfo } from '@skill-ledger/contracts';
import { compareSnapshots, currentSnapshotInfo, listSnapshots, useSnapshot } from '@skill-ledger/etl';
import { note } from '@skill-ledger/state';
import { SERVER_CONFIG, type ServerConfig } from '../config/config.ts';
import { actorOf, type Caller } from '../http/caller.ts';
import { refuse } from '../http/refuse.ts';
import { StateService } from '../state/state.service.ts';
import { nothingLoaded } from './current-snapshot.service.ts';

/** Lists, compares and selects the snapshots of the home. */
@Injectable()
export class SnapshotsService {
  constructor(
    @Inject(SERVER_CONFIG) private readonly config: ServerConfig,
    private readonly state: StateService,
  ) {}

  list(): Promise<SnapshotInfo[]> {
    return listSnapshots(this.config.home);
  }

  /** Reads one small file, however many snapshots there are: every open page polls this. */
  async current(): Promise<CurrentSnapshot> {
    const current = await currentSnapshotInfo(this.config.home);
    if (current) return { id: current.id, createdAt: current.createdAt };
    throw nothingLoaded();
  }

  /** @throws HttpException 404 if one of them does not exist */
  compare(from: string, to: string): Promise<SnapshotComparison> {
    return compareSnapshots(this.config.home, from, to).catch(refuse(404));
  }

  /** Makes a snapshot the current one; none is deleted. @throws HttpException 409 */
  async use(caller: Caller, id: string): Promise<void> {
    await useSnapshot(this.config.home, id).catch(refuse(409));
    await note(await this.state.get(), actorOf(caller), { action: 'snapshot.use', subject: id });
  }
}
