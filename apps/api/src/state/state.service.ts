import { AsyncLocalStorage } from 'node:async_hooks';
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { change, openState, type State } from '@skill-ledger/state';
import { SERVER_CONFIG, type ServerConfig } from '../config/config.ts';

/** The one connection to the state store, opened when it is first needed. */
@Injectable()
export class StateService implements OnApplicationShutdown {
  private opening: Promise<State> | null = null;
  /** The transaction that the caller runs in. */
  private readonly joined = new AsyncLocalStorage<State>();

  constructor(@Inject(SERVER_CONFIG) private readonly config: ServerConfig) {}

  /** @throws the database's error; the next call tries again */
  get(): Promise<State> {
    const joined = this.joined.getStore();
    return joined ? Promise.resolve(joined) : this.open();
  }

  /**
   * Runs many changes of several services as one: all of them or none, and written to disk once. Other requests wait meanwhile.
   * Retries if another process changed something at the same time.
   */
  async together(work: () => Promise<void>): Promise<void> {
    await change(await this.get(), (within) => this.joined.run(within, work));
  }

  private open(): Promise<State> {
    this.opening ??= openState(this.config.home, this.config.stateUrl).catch((error: unknown) => {
      this.opening = null;
      throw error;
    });
    return this.opening;
  }

  /** After the last request, and after the last work in the background. */
  async onApplicationShutdown(): Promise<void> {
    await (await this.opening)?.destroy();
  }
}
