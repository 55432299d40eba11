import { Injectable } from '@nestjs/common';
import type { GroupedAnswer, GroupedQuery } from '@skill-ledger/contracts';
import { readGrouped } from '@skill-ledger/etl';
import { CurrentSnapshotService } from '../snapshots/current-snapshot.service.ts';

/** Figures by the dimensions of one's choice. */
@Injectable()
export class FiguresService {
  constructor(private readonly current: CurrentSnapshotService) {}

  grouped(query: GroupedQuery): Promise<GroupedAnswer> {
    return this.current.answer('figures', query, (connection) => readGrouped(connection, query));
  }
}
