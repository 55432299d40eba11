import { Controller, Get, HttpCode, Inject, Param, Post, Query, SerializeOptions } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CompareQuery, CurrentSnapshot, SnapshotComparison, SnapshotsAnswer } from '@skill-ledger/contracts';
import { compareSnapshots, listSnapshots, useSnapshot } from '@skill-ledger/etl';
import { note } from '@skill-ledger/state';
import { actorOf, type Caller } from '../access/caller.ts';
import { SERVER_CONFIG, type ServerConfig } from '../config.ts';
import { By, Needs } from '../http/needs.ts';
import { refuse } from '../http/refuse.ts';
import { StateService } from '../state/state.service.ts';
import { nothingLoaded } from './current-snapshot.service.ts';

@ApiTags('snapshots')
@Controller('snapshots')
export class SnapshotsController {
  constructor(
    @Inject(SERVER_CONFIG) private readonly config: ServerConfig,
    private readonly state: StateService,
  ) {}

  @Get()
  @Needs('snapshots.read')
  @ApiOperation({ summary: '快照列表 · every snapshot, newest first' })
  @ApiOkResponse({ standardSchema: SnapshotsAnswer })
  @SerializeOptions({ schema: SnapshotsAnswer })
  async list(): Promise<SnapshotsAnswer> {
    return { snapshots: await listSnapshots(this.config.home) };
  }

  @Get('current')
  @Needs('programme.read')
  @ApiOperation({ summary: '当前快照 · the snapshot that answers now' })
  @ApiOkResponse({ standardSchema: CurrentSnapshot })
  @SerializeOptions({ schema: CurrentSnapshot })
  async latest(): Promise<CurrentSnapshot> {
    const current = (await listSnapshots(this.config.home)).find((snapshot) => snapshot.current);
    if (current) return { id: current.id, createdAt: current.createdAt };
    throw nothingLoaded();
  }

  @Get('compare')
  @Needs('snapshots.read')
  @ApiOperation({ summary: '两个快照之间的变化 · what changed from one snapshot to another' })
  @ApiOkResponse({ standardSchema: SnapshotComparison })
  @SerializeOptions({ schema: SnapshotComparison })
  compare(@Query({ schema: CompareQuery }) { from, to }: CompareQuery): Promise<SnapshotComparison> {
    return compareSnapshots(this.config.home, from, to).catch(refuse(404));
  }

  @Post(':id/use')
  @HttpCode(204)
  @Needs('snapshots.use')
  @ApiOperation({ summary: '切换到某个快照，不删除任何内容 · go to a snapshot; nothing is deleted' })
  @ApiNoContentResponse()
  async use(@By() caller: Caller, @Param('id') id: string): Promise<void> {
    await useSnapshot(this.config.home, id).catch(refuse(409));
    await note(await this.state.get(), actorOf(caller), { action: 'snapshot.use', subject: id });
  }
}
