import { stat } from 'node:fs/promises';
import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationShutdown,
  ServiceUnavailableException,
} from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import type { FigureQuery } from '@skill-ledger/contracts';
import {
  homePaths,
  type OpenSnapshot,
  openSnapshot,
  readCurrent,
  type SnapshotConnection,
  snapshotIds,
} from '@skill-ledger/etl';
import { SERVER_CONFIG, type ServerConfig } from '../config/config.ts';
import { BackgroundService } from '../state/background.service.ts';

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

/** DuckDB's errors when it reads a damaged part of a file. */
const DAMAGED = /corrupt|checksum|has been invalidated|not a valid DuckDB database|Serialization Error/i;

/**
 * Provides connections to the current snapshot. When CURRENT changes, new requests get the new one at once; the
 * old one is closed after its last reader, so that no running request fails. If the new one cannot be
 * opened, the old one stays in use.
 */
@Injectable()
export class CurrentSnapshotService implements OnApplicationShutdown {
  private readonly logger = new Logger('snapshots');
  private held: Held | null = null;
  private opening: Promise<void> | null = null;
  /** Content of CURRENT when the serving snapshot was chosen; undefined to choose again. */
  private chosenFor: string | null | undefined;
  /** Snapshots that were found damaged while serving, with the modification time of their file. */
  private readonly damaged = new Map<string, number>();
  private reported = '';

  constructor(
    @Inject(SERVER_CONFIG) private readonly config: ServerConfig,
    private readonly background: BackgroundService,
  ) {}

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
    return this.withFallback((held) => this.answerFrom(held, name, query, ask));
  }

  private async answerFrom<T>(
    held: Held,
    name: string,
    query: FigureQuery,
    ask: (connection: SnapshotConnection, query: FigureQuery) => Promise<T>,
  ): Promise<T> {
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
  }

  /** The uncached result of `ask` on the current snapshot: for answers too numerous or too sensitive to cache. */
  async read<T>(ask: (connection: SnapshotConnection) => Promise<T>, preparation?: Preparation): Promise<T> {
    return this.withFallback(async (held) => {
      if (preparation) await prepare(held, preparation);
      return withConnection(held, ask);
    });
  }

  /** Queries the serving snapshot, and the previous one if it turns out to be damaged. */
  private async withFallback<T>(ask: (held: Held) => Promise<T>): Promise<T> {
    const held = await this.acquire();
    try {
      return await ask(held);
    } catch (error) {
      if (!DAMAGED.test(error instanceof Error ? error.message : '')) throw error;
      this.damaged.set(held.snapshot.id, await this.changedAt(held.snapshot.id));
      this.chosenFor = undefined;
      this.report(held.snapshot.id, error);
    } finally {
      release(held);
    }
    const other = await this.acquire();
    try {
      return await ask(other);
    } finally {
      release(other);
    }
  }

  /** Id of the snapshot in use; null before the first load. */
  async currentId(): Promise<string | null> {
    try {
      return await this.requireId();
    } catch (error) {
      if (error instanceof ServiceUnavailableException) return null;
      throw error;
    }
  }

  /** Id of the serving snapshot. @throws ServiceUnavailableException if there is none */
  async requireId(): Promise<string> {
    const held = await this.acquire();
    release(held);
    return held.snapshot.id;
  }

  /** Whether the serving snapshot is the one that CURRENT names. */
  async isCurrent(): Promise<boolean> {
    return (await this.currentId()) === (await readCurrent(this.config.home));
  }

  /** Opens a new snapshot as soon as it exists, so that no request waits for it. */
  @Interval(2000)
  async takeUp(): Promise<void> {
    // One that could not be opened may have been restored meanwhile.
    if (this.held?.snapshot.id !== this.chosenFor) this.chosenFor = undefined;
    // Requests report the error.
    await this.background.run(async () => void (await this.currentId())).catch(() => {});
  }

  /** After the last request. */
  onApplicationShutdown(): void {
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

  /** The snapshot that CURRENT names, or the newest before it that can be opened, with one more reader. */
  private async acquire(): Promise<Held> {
    const current = await readCurrent(this.config.home);
    if (current !== this.chosenFor || this.held === null) {
      this.opening ??= this.choose(current).finally(() => {
        this.opening = null;
      });
      await this.opening;
    }
    if (this.held === null) throw nothingLoaded();
    this.held.readers += 1;
    return this.held;
  }

  /** @throws ServiceUnavailableException if no snapshot can be opened */
  private async choose(current: string | null): Promise<void> {
    const ids = (await snapshotIds(this.config.home)).reverse();
    // CURRENT is written with the first snapshot: if there are several, it was lost.
    if (current === null && ids.length < 2) {
      this.take(null, current);
      return;
    }
    // A name that is not a number has no predecessors.
    const isBefore = (id: string): boolean => current === null || !(Number(id) >= Number(current));
    const candidates = [...(current === null ? [] : [current]), ...ids.filter(isBefore)];
    for (const id of candidates) {
      if (await this.isKnownDamaged(id)) continue;
      // The serving snapshot is kept rather than opened again.
      if (this.held?.snapshot.id === id) {
        this.chosenFor = current;
        return;
      }
      const snapshot = await this.open(id);
      if (!snapshot) continue;
      this.take(snapshot, current);
      return;
    }
    this.take(null, current);
    throw noneUsable();
  }

  private take(snapshot: OpenSnapshot | null, current: string | null | undefined): void {
    if (this.held) retire(this.held);
    this.held = snapshot && {
      snapshot,
      readers: 0,
      retired: false,
      answers: new Map(),
      prepared: new Map(),
    };
    this.chosenFor = current;
    if (snapshot && snapshot.id === current) this.reported = '';
  }

  /** Whether the file turned out to be damaged and is still the same. */
  private async isKnownDamaged(id: string): Promise<boolean> {
    const since = this.damaged.get(id);
    if (since === undefined) return false;
    if (since === (await this.changedAt(id))) return true;
    this.damaged.delete(id);
    // The former file must not be kept in use.
    if (this.held?.snapshot.id === id) this.take(null, undefined);
    return false;
  }

  private changedAt(id: string): Promise<number> {
    return stat(homePaths(this.config.home).snapshot(id)).then(
      ({ mtimeMs }) => mtimeMs,
      () => 0,
    );
  }

  private async open(id: string): Promise<OpenSnapshot | null> {
    if (!/^\d+$/.test(id)) return null;
    try {
      const snapshot = await openSnapshot(this.config.home, id);
      const connection = await snapshot.connect();
      try {
        await connection.run('FROM snapshot');
      } catch (error) {
        snapshot.close();
        throw error;
      } finally {
        connection.closeSync();
      }
      return snapshot;
    } catch (error) {
      this.report(id, error);
      return null;
    }
  }

  /** Every request hits the same error: log it once. */
  private report(id: string, error: unknown): void {
    const message = error instanceof Error ? error.message : String(error);
    if (message === this.reported) return;
    this.reported = message;
    this.logger.error(`snapshot ${id} cannot be read, serving an earlier one. ${message}`);
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

const noneUsable = (): ServiceUnavailableException =>
  new ServiceUnavailableException({
    zh: '所有快照都打不开，文件可能已损坏；请管理员查看日志并从备份恢复',
    en: 'no snapshot can be opened, the files may be damaged: the administrator should see the log and restore a backup',
  });

/** The answer before the first load. */
const nothingLoaded = (): ServiceUnavailableException =>
  new ServiceUnavailableException({
    zh: '还没有数据；请在“台账”页报送第一批台账',
    en: 'nothing has been loaded yet: hand in the first ledgers on the page Ledgers',
  });
