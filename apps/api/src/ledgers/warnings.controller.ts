import { Body, Controller, Get, HttpCode, Inject, Post, Query, SerializeOptions } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { AcknowledgeRequest, WarningsAnswer, WarningsQuery } from '@skill-ledger/contracts';
import { homeProgramme, instantInShanghai, readWarnings } from '@skill-ledger/etl';
import { acknowledgeWarnings, listAcknowledgements } from '@skill-ledger/state';
import { SERVER_CONFIG, type ServerConfig } from '../config.ts';
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
  @ApiOperation({ summary: '提示：已接受但需留意的行 · warnings about accepted rows' })
  @ApiOkResponse({ standardSchema: WarningsAnswer })
  @SerializeOptions({ schema: WarningsAnswer })
  async list(@Query({ schema: WarningsQuery }) query: WarningsQuery): Promise<WarningsAnswer> {
    const said = await listAcknowledgements(await this.state.get());
    const acknowledged = new Map(
      said.map(({ warningId, comment, by, at }) => [warningId, { comment, by, at }]),
    );
    return this.current.read(async (connection) =>
      readWarnings(connection, await homeProgramme(this.config.home), query, acknowledged),
    );
  }

  @Post('acknowledge')
  @HttpCode(204)
  @ApiOperation({ summary: '确认已核对，附说明 · say of warnings that they were looked at' })
  @ApiNoContentResponse()
  async acknowledge(
    @Body({ schema: AcknowledgeRequest }) { ids, comment }: AcknowledgeRequest,
  ): Promise<void> {
    const at = instantInShanghai();
    await acknowledgeWarnings(
      await this.state.get(),
      ids.map((warningId) => ({ warningId, comment, by: null, at })),
    );
  }
}
