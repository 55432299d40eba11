import { Injectable } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import type { AuditAnswer } from '@skill-ledger/contracts';
import { entryHash, NOTHING_VERIFIED, newestEntry, type Verified, verifyNext } from '@skill-ledger/state';
import { BackgroundService } from '../state/background.service.ts';
import { StateService } from '../state/state.service.ts';

/** Entries verified per step: some milliseconds, during which the server is blocked. */
const AT_ONCE = 1000;
/** Logs up to this many entries are verified completely on each request. */
const SMALL = 2000;
/** The whole chain is verified again after this time: a verified entry may have been changed since. */
const REVERIFY_AFTER_MS = 6 * 3_600_000;

/** Verifies the chain of the audit log in steps, so that no request waits for all of it. */
@Injectable()
export class ChainService {
  private verified: Verified = NOTHING_VERIFIED;
  private begun = Date.now();
  private running: Promise<void> | null = null;

  constructor(
    private readonly state: StateService,
    private readonly background: BackgroundService,
  ) {}

  /** The current state of verification; `pending` entries are not verified yet. */
  async describe(): Promise<Omit<AuditAnswer['chain'], 'binding'>> {
    const state = await this.state.get();
    const newest = await newestEntry(state);
    if (newest.seq <= SMALL) this.restart();
    const last = await entryHash(state, this.verified.entries);
    if (last !== this.verified.head) this.restart();
    if (newest.seq - this.verified.entries <= SMALL) await this.step(SMALL + AT_ONCE);
    const { entries, head, broken } = this.verified;
    return { whole: broken === null, entries, head, broken, pending: Math.max(0, newest.seq - entries) };
  }

  /** Continues where the last round ended. */
  @Interval(5000)
  async goOn(): Promise<void> {
    this.running ??= this.background
      .run(() => this.catchUp())
      .finally(() => {
        this.running = null;
      });
    // Errors of the store are reported by the requests that hit them.
    await this.running.catch(() => {});
  }

  private async catchUp(): Promise<void> {
    if (Date.now() - this.begun > REVERIFY_AFTER_MS) this.restart();
    while (!(await this.step(AT_ONCE)) && !this.background.isClosing) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  private restart(): void {
    this.verified = NOTHING_VERIFIED;
    this.begun = Date.now();
  }

  /** @returns whether all entries are verified */
  private async step(most: number): Promise<boolean> {
    const before = this.verified;
    const { entries, head, broken, done } = await verifyNext(await this.state.get(), before, most);
    // Another step may have advanced meanwhile.
    if (this.verified === before) this.verified = { entries, head, broken };
    return done;
  }
}
