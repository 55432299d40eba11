import {
  Inject,
  Injectable,
  Logger,
  type OnModuleDestroy,
  ServiceUnavailableException,
} from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import type { FigureQuery } from '@skill-ledger/contracts';
import {
  currentSnapshotPath,
  type OpenSnapshot,
  openSnapshotFile,
  type SnapshotConnection,
} from '@skill-ledger/etl';
import { SERVER_CONFIG, type ServerConfig } from '../config/config.ts';

interface Held {
  snapshot: OpenSnapshot;
  readers: number;
  retired: boolean;
  answers: Map<string, Promise<unknown>>;
  prepared: Map<string, Promise<void>>;
}

/** Work to do once on an opened snapshot before it can be queried. */
export interface Preparation {
  name: string;
  run(connection: SnapshotConnection): Promise<void>;
}

/** Number of cached answers per snapshot; the oldest is evicted. */
const MAX_CACHED_ANSWERS = 500;

/**
 * Provides connections to the current snapshot. When CURRENT changes, new requests get the new one at once; the
 * old one is closed after its last reader, so that no running request fails. If the new one cannot be
 * opened, the old one stays in use.
 */
@Injectable()
export class CurrentSnapshotService implements OnModuleDestroy {
  private readonly logger = new Logger('snapshots');
  private held: Held | null = null;
  private opening: Promise<void> | null = null;
  private reported = '';

  constructor(@Inject(SERVER_CONFIG) private readonly config: ServerConfig) {}

  /**
   * The cached result of `ask` on the current snapshot. A snapshot never changes, so each answer is computed
   * once, also for concurrent requests.
   * @param name cache key
   * @throws ServiceUnavailableException before the first load, and errors of `ask`
   */
  async answer<T>(
    name: string,
    query: FigureQuery,
    ask: (connection: SnapshotConnection, query: FigureQuery) => Promise<T>,
  ): Promise<T> {
    const held = await this.acquire();
    try {
      const key = `${name} ${JSON.stringify(query)}`;
      const known = held.answers.get(key) as Promise<T> | undefined;
      if (known) return await known;
      const answer = withConnection(held, (connection) => ask(connection, query));
      held.answers.set(key, answer);
      const [oldest] = held.answers.keys();
      if (held.answers.size > MAX_CACHED_ANSWERS && oldest !== undefined) held.answers.delete(oldest);
      return await answer.catch((error: unknown) => {
        held.answers.delete(key);
        throw error;
      });
    } finally {
      release(held);
    }
  }

  /** The uncached result of `ask` on the current snapshot: for answers too numerous or too sensitive to cache. */
  async read<T>(ask: (connection: SnapshotConnection) => Promise<T>, preparation?: Preparation): Promise<T> {
    const held = await this.acquire();
    try {
      if (preparation) await prepare(held, preparation);
      return await withConnection(held, ask);
    } finally {
      release(held);
    }
  }

  /** Id of the snapshot in use; null before the first load. */
  async currentId(): Promise<string | null> {
    try {
      const held = await this.acquire();
      release(held);
      return held.snapshot.id;
    } catch (error) {
      if (error instanceof ServiceUnavailableException) return null;
      throw error;
    }
  }

  /** Opens a new snapshot as soon as it exists, so that no request waits for it. */
  @Interval(2000)
  async takeUp(): Promise<void> {
    // Requests report the error.
    await this.currentId().catch(() => null);
  }

  onModuleDestroy(): void {
    if (this.held) retire(this.held);
    this.held = null;
  }

  /**
   * Streams the results of `ask` on the current snapshot; the snapshot stays open until the last one is read or the
   * reader stops.
   */
  async *stream<T>(ask: (connection: SnapshotConnection) => AsyncIterable<T>): AsyncGenerator<T> {
    const held = await this.acquire();
    try {
      const connection = await held.snapshot.connect();
      try {
        yield* ask(connection);
      } finally {
        connection.closeSync();
      }
    } finally {
      release(held);
    }
  }

  /** The newest snapshot that can be opened, with one more reader. */
  private async acquire(): Promise<Held> {
    try {
      const current = await currentSnapshotPath(this.config.home);
      if (current === null) throw nothingLoaded();
      if (this.held?.snapshot.id !== current.id) {
        this.opening ??= this.swap(current).finally(() => {
          this.opening = null;
        });
        await this.opening;
      }
    } catch (error) {
      if (this.held === null || error instanceof ServiceUnavailableException) throw error;
      this.report(error);
    }
    if (this.held === null) throw nothingLoaded();
    this.held.readers += 1;
    return this.held;
  }

  private async swap({ id, path }: { id: string; path: string }): Promise<void> {
    const snapshot = await openSnapshotFile(id, path);
    if (this.held) retire(this.held);
    this.held = { snapshot, readers: 0, retired: false, answers: new Map(), prepared: new Map() };
  }

  /** Every request hits the same error: log it once. */
  private report(error: unknown): void {
    const message = error instanceof Error ? error.message : String(error);
    if (message === this.reported) return;
    this.reported = message;
    this.logger.error(
      `serving snapshot ${this.held?.snapshot.id}: the current one cannot be opened. ${message}`,
    );
  }
}

function prepare(held: Held, { name, run }: Preparation): Promise<void> {
  const known = held.prepared.get(name);
  if (known) return known;
  const preparing = withConnection(held, run).catch((error: unknown) => {
    held.prepared.delete(name);
    throw error;
  });
  held.prepared.set(name, preparing);
  return preparing;
}

async function withConnection<T>(
  held: Held,
  read: (connection: SnapshotConnection) => Promise<T>,
): Promise<T> {
  const connection = await held.snapshot.connect();
  try {
    return await read(connection);
  } finally {
    connection.closeSync();
  }
}

function release(held: Held): void {
  held.readers -= 1;
  closeIfDone(held);
}

function retire(held: Held): void {
  held.retired = true;
  closeIfDone(held);
}

function closeIfDone(held: Held): void {
  if (held.retired && held.readers === 0) held.snapshot.close();
}

/** The answer before the first load. */
export const nothingLoaded = (): ServiceUnavailableException =>
  new ServiceUnavailableException({
    zh: '还没有数据；请先用 skill-ledger load 装载台账',
    en: 'nothing has been loaded yet: run skill-ledger load first',
  });
