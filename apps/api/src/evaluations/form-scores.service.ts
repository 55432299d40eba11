import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { ScoreTrace } from '@skill-ledger/contracts';
import { homeProgramme, parseScheme, periodOf, readScores } from '@skill-ledger/etl';
import { confirmedFindings, findingSecret } from '@skill-ledger/state';
import { SERVER_CONFIG, type ServerConfig } from '../config/config.ts';
import { CurrentSnapshotService } from '../snapshots/current-snapshot.service.ts';
import { StateService } from '../state/state.service.ts';

/** The scores of a period's units now, by the scheme the period was opened with. */
@Injectable()
export class FormScoresService {
  constructor(
    @Inject(SERVER_CONFIG) private readonly config: ServerConfig,
    private readonly current: CurrentSnapshotService,
    private readonly state: StateService,
  ) {}

  /**
   * Computed once for a snapshot, a scheme and the verdicts on findings.
   * @param scheme JSON, as the period keeps it
   * @throws ServiceUnavailableException before the first load
   */
  async scores({ id, scheme }: { id: string; scheme: string }): Promise<ScoreTrace> {
    const state = await this.state.get();
    const secret = await findingSecret(state);
    const confirmed = await confirmedFindings(state);
    const key = createHash('sha256')
      .update(JSON.stringify([scheme, confirmed]))
      .digest('hex');
    return this.current.answer(`form scores ${id} ${key}`, {}, async (connection) => {
      const { facts } = await homeProgramme(this.config.home);
      const period = periodOf(id, facts);
      return readScores(connection, { period, scheme: parseScheme(scheme, id), confirmed, secret });
    });
  }
}
