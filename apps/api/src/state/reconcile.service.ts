import { Inject, Injectable, Logger } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { type AuditBinding, BINDING_PROBLEMS } from '@skill-ledger/contracts';
import { auditLink, isDiskFull } from '@skill-ledger/etl';
import { bindingOf, reconcile } from '@skill-ledger/state';
import { SERVER_CONFIG, type ServerConfig } from '../config/config.ts';
import { BackgroundService } from './background.service.ts';
import { StateService } from './state.service.ts';

/** Keeps the home and the audit log in step: at startup, after each change of the home, and every half minute. */
@Injectable()
export class ReconcileService {
  private readonly logger = new Logger('audit');
  private running: Promise<AuditBinding> | null = null;
  private reported: AuditBinding | null = null;

  constructor(
    @Inject(SERVER_CONFIG) private readonly config: ServerConfig,
    private readonly state: StateService,
    private readonly background: BackgroundService,
  ) {}

  /**
   * Adds missing entries to the log, and returns whether the log belongs to the home.
   * @throws errors of the state store and of the disk; a later run adds missing entries
   */
  run(): Promise<AuditBinding> {
    this.running ??= this.once().finally(() => {
      this.running = null;
    });
    return this.running;
  }

  @Interval(30_000)
  async goOn(): Promise<void> {
    // Requests that need the state store report its errors.
    await this.background.run(async () => void (await this.run())).catch(() => {});
  }

  private async once(): Promise<AuditBinding> {
    const state = await this.state.get();
    const link = auditLink(this.config.home);
    const binding = await reconcile(state, link).catch(async (error: unknown) => {
      // On a full disk nothing can be added; a later run does it, and reading goes on.
      if (!isDiskFull(error)) throw error;
      return bindingOf(state, await link.anchor());
    });
    if (binding !== this.reported && (binding === 'foreign' || binding === 'cut')) {
      const { zh, en } = BINDING_PROBLEMS[binding];
      this.logger.error(`${zh} · ${en}`);
    }
    this.reported = binding;
    return binding;
  }
}
