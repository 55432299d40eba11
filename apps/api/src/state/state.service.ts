import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { openState, type State } from '@skill-ledger/state';
import { SERVER_CONFIG, type ServerConfig } from '../config/config.ts';

/** The one connection to the state store, opened when it is first needed. */
@Injectable()
export class StateService implements OnModuleDestroy {
  private opening: Promise<State> | null = null;

  constructor(@Inject(SERVER_CONFIG) private readonly config: ServerConfig) {}

  /** @throws the database's error; the next call tries again */
  get(): Promise<State> {
    this.opening ??= openState(this.config.home, this.config.stateUrl).catch((error: unknown) => {
      this.opening = null;
      throw error;
    });
    return this.opening;
  }

  async onModuleDestroy(): Promise<void> {
    await (await this.opening)?.destroy();
  }
}
