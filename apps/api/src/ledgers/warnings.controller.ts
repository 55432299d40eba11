import {
  Body,
  ConflictException,
  Controller,
  Get,
  HttpCode,
  Inject,
  Post,
  Query,
  SerializeOptions,
} from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  AcknowledgeRequest,
  instantInShanghai,
  WarningsAnswer,
  WarningsQuery,
} from '@skill-ledger/contracts';
import { homeProgramme, knownWarnings, readWarnings } from '@skill-ledger/etl';
import {
  acknowledgeWarnings,
  change,
  findingSecret,
  listAcknowledgements,
  record,
} from '@skill-ledger/state';
import { actorOf, type Caller, ownUnit } from '../access/caller.ts';
import { SERVER_CONFIG, type ServerConfig } from '../config.ts';
import { By, Needs } from '../http/needs.ts';
import { CurrentSnapshotService } from '../snapshots/current-snapshot.service.ts';
import { StateService } from '../state/state.service.ts';

@ApiTags('ledgers')
@Controller('warnings')
export class WarningsController {
  constructor(
    @Inject(SERVER_CONFIG) private readonly config: ServerConfig,
    private readonly current: CurrentSnapshotService,
    private readonly state: StateService,
  ) {}

  @Get()
  @Needs('ledgers.read')
  @ApiOperation({ summary: '提示：已接受但需留意的行 · warnings about accepted rows' })
  @ApiOkResponse({ standardSchema: WarningsAnswer })
  @SerializeOptions({ schema: WarningsAnswer })
  async list(
    @By() caller: Caller,
    @Query({ schema: WarningsQuery }) query: WarningsQuery,
  ): Promise<WarningsAnswer> {
    const state = await this.state.get();
    const told = { unit: ownUnit(caller), secret: await findingSecret(state) };
    const said = await listAcknowledgements(state);
    const acknowledged = new Map(
      said.map(({ warningId, comment, by, at }) => [warningId, { comment, by, at }]),
    );
    return this.current.read(async (connection) =>
      readWarnings(connection, await homeProgramme(this.config.home), query, acknowledged, told),
    );
  }

  @Post('acknowledge')
  @HttpCode(204)
  @Needs('ledgers.load')
  @ApiOperation({ summary: '确认已核对，附说明 · say of warnings that they were looked at' })
  @ApiNoContentResponse()
  async acknowledge(
    @By() caller: Caller,
    @Body({ schema: AcknowledgeRequest }) { ids, comment }: AcknowledgeRequest,
  ): Promise<void> {
    const state = await this.state.get();
    const told = { unit: ownUnit(caller), secret: await findingSecret(state) };
    const known = await this.current.read((connection) => knownWarnings(connection, ids, told));
    if (known.length < new Set(ids).size) {
      throw new ConflictException({
        zh: '其中有的提示已不存在，可能刚刚更新了数据；请刷新后重新勾选',
        en: 'some of these warnings are no longer there: reload the page and choose again',
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
        detail: { warnings: known.length, comment },
      });
    });
  }
}
