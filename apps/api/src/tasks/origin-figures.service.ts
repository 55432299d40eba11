import { Injectable, ServiceUnavailableException } from '@nestjs/common';
import type { FigureId, GivenOrigin, GroupedAnswer, TaskDetail, TaskOrigin } from '@skill-ledger/contracts';
import { readGrouped, UnknownFilterValue } from '@skill-ledger/etl';
import { CurrentSnapshotService } from '../snapshots/current-snapshot.service.ts';

type FigureOrigin = Extract<TaskOrigin, { kind: 'figure' }>;
type Question = Omit<Extract<GivenOrigin, { kind: 'figure' }>, 'kind'>;

/** Values of the pace that count as behind. */
const BEHIND = new Set(['滞后', '严重滞后']);

/** Figures that tasks are about: as they are when a task is given, as they are now, and whether they are behind pace. */
@Injectable()
export class OriginFiguresService {
  constructor(private readonly current: CurrentSnapshotService) {}

  /** The figure now, or on a day. @throws ServiceUnavailableException before the first load */
  async freeze({ figure, filters, asOf }: Question): Promise<FigureOrigin> {
    const answer = await this.ask([figure], { ...filters, ...(asOf !== undefined && { asOf }) });
    const value = answer.rows[0]?.figures[figure] ?? null;
    return { kind: 'figure', figure, value, asOf: answer.asOf, snapshot: answer.snapshot, filters };
  }

  /** The same figure now; null where nothing is loaded. */
  async now({ figure, filters }: FigureOrigin): Promise<TaskDetail['now']> {
    const frozen = await this.freeze({ figure, filters }).catch(noData);
    return frozen && { value: frozen.value, asOf: frozen.asOf, snapshot: frozen.snapshot };
  }

  /** Whether the training that the figure is about is behind pace now. */
  async isBehind({ filters }: FigureOrigin): Promise<boolean> {
    const answer = await this.ask(['pace'], filters).catch(noData);
    return BEHIND.has(answer?.rows[0]?.figures.pace ?? '');
  }

  private ask(
    figures: FigureId[],
    filters: FigureOrigin['filters'] & { asOf?: string },
  ): Promise<GroupedAnswer> {
    const query = { ...filters, by: [], figures };
    return this.current.answer('figures', query, (connection) => readGrouped(connection, query));
  }
}

/** Before the first load, and for a filter value that no longer exists. */
function noData(error: unknown): null {
  if (error instanceof ServiceUnavailableException || error instanceof UnknownFilterValue) return null;
  throw error;
}
