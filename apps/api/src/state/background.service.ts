import { Injectable, type OnModuleDestroy } from '@nestjs/common';

/**
 * Work that no request waits for. None begins once the server is closing, and what has begun ends before the state store
 * is closed: after `close()` nothing is written to the home. Requests are still answered in between.
 */
@Injectable()
export class BackgroundService implements OnModuleDestroy {
  private readonly running = new Set<Promise<void>>();
  private readonly closer = new AbortController();
  /** Aborted when the server begins to close: for work that has to be stopped from outside, such as other processes. */
  readonly closing: AbortSignal = this.closer.signal;

  /** Whether long work should stop at its next step. */
  get isClosing(): boolean {
    return this.closing.aborted;
  }

  /** Does nothing once the server is closing. @throws errors of `work` */
  async run(work: () => Promise<void>): Promise<void> {
    if (this.isClosing) return;
    const run = work().finally(() => this.running.delete(run));
    this.running.add(run);
    await run;
  }

  async onModuleDestroy(): Promise<void> {
    this.closer.abort();
    await Promise.allSettled(this.running);
  }
}
