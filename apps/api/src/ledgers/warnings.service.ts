import { ConflictException, Inject, Injectable } from '@nestjs/common';
import {
  type AcknowledgeRequest,
  instantInShanghai,
  type WarningsAnswer,
  type WarningsQuery,
} from '@skill-ledger/contracts';
import { homeProgramme, knownWarnings, maskFreeText, readWarnings } from '@skill-ledger/etl';
import {
  acknowledgeWarnings,
  change,
  findingSecret,
  listAcknowledgements,
  record,
} from '@skill-ledger/state';
import { PurposeService } from '../access/purpose.service.ts';
import { SERVER_CONFIG, type ServerConfig } from '../config/config.ts';
import { actorOf, type Caller, ownUnit, seesPersonalData } from '../http/caller.ts';
import { CurrentSnapshotService } from '../snapshots/current-snapshot.service.ts';
import { StateService } from '../state/state.service.ts';

/** Warnings about accepted rows, and their acknowledgements. */
@Injectable()
export class WarningsService {
  constructor(
    @Inject(SERVER_CONFIG) private readonly config: ServerConfig,
    private readonly current: CurrentSnapshotService,
    private readonly state: StateService,
    private readonly purpose: PurposeService,
  ) {}

  async list(caller: Caller, query: WarningsQuery): Promise<WarningsAnswer> {
    const state = await this.state.get();
    const isMasked = !seesPersonalData(caller);
    const reader = { unit: ownUnit(caller), secret: await findingSecret(state), isMasked };
    const shown = isMasked ? maskFreeText : (text: string) => text;
    const acknowledged = new Map(
      (await listAcknowledgements(state)).map(({ warningId, comment, by, at }) => [
        warningId,
        { comment: shown(comment), by, at },
      ]),
    );
    const answer = await this.current.read(async (connection) =>
      readWarnings(connection, await homeProgramme(this.config.home), query, acknowledged, reader),
    );
    if (!isMasked && answer.rows.length > 0)
      await this.purpose.noteViewOnce(caller, 'warnings', answer.rows.length);
    return answer;
  }

  /** Acknowledges warnings: all of them or none. @throws ConflictException if one no longer exists */
  async acknowledge(caller: Caller, { ids, comment }: AcknowledgeRequest): Promise<void> {
    const state = await this.state.get();
    const reader = { unit: ownUnit(caller), secret: await findingSecret(state) };
    const known = await this.current.read((connection) => knownWarnings(connection, ids, reader));
    if (known.length < new Set(ids).size) {
      throw new ConflictException({
        zh: '其中有的提示已不存在，可能刚刚更新了数据；请刷新后重新勾选',
        en: 'some of these warnings no longer exist: reload the page and select again',
      });
    }
    const at = instantInShanghai();
    const by = caller.account.displayName;
    await change(state, async (within) => {
      await acknowledgeWarnings(
        within,
        known.map((warningId) => ({ warningId, comment, by, at })),
      );
      await record(within, actorOf(caller), {
        action: 'warnings.acknowledge',
        // The comment may name persons, and the log has other readers.
        detail: { warnings: known.length, commented: true },
      });
    });
  }
}
