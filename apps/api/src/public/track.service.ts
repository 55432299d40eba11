import { Injectable } from '@nestjs/common';
import type { ClassWay, ClassWayQuery } from '@skill-ledger/contracts';
import { readClassWay } from '@skill-ledger/etl';
import { CurrentSnapshotService } from '../snapshots/current-snapshot.service.ts';

/** Looks up classes in the current snapshot. */
@Injectable()
export class TrackService {
  constructor(private readonly current: CurrentSnapshotService) {}

  /** Null unless number and first day are those of one class. */
  find(query: ClassWayQuery): Promise<ClassWay | null> {
    return this.current.read((connection) => readClassWay(connection, query));
  }
}
