import { Controller, Get, HttpCode, Inject, Param, Post, Query, SerializeOptions } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CompareQuery, SnapshotComparison, SnapshotsAnswer } from '@skill-ledger/contracts';
import { compareSnapshots, listSnapshots, useSnapshot } from '@skill-ledger/etl';
import { SERVER_CONFIG, type ServerConfig } from '../config.ts';
import { refuse } from '../http/refuse.ts';

@ApiTags('snapshots')
@Controller('snapshots')
export class SnapshotsController {
  constructor(@Inject(SERVER_CONFIG) private readonly config: ServerConfig) {}

  @Get()
  @ApiOperation({ summary: '快照列表 · every snapshot, newest first' })
  @ApiOkResponse({ standardSchema: SnapshotsAnswer })
  @SerializeOptions({ schema: SnapshotsAnswer })
  async list(): Promise<SnapshotsAnswer> {
    return { snapshots: await listSnapshots(this.config.home) };
  }

  @Get('compare')
  @ApiOperation({ summary: '两个快照之间的变化 · what changed from one snapshot to another' })
  @ApiOkResponse({ standardSchema: SnapshotComparison })
  @SerializeOptions({ schema: SnapshotComparison })
  compare(@Query({ schema: CompareQuery }) { from, to }: CompareQuery): Promise<SnapshotComparison> {
    return compareSnapshots(this.config.home, from, to).catch(refuse(404));
  }

  @Post(':id/use')
  @HttpCode(204)
  @ApiOperation({ summary: '切换到某个快照，不删除任何内容 · go to a snapshot; nothing is deleted' })
  @ApiNoContentResponse()
  use(@Param('id') id: string): Promise<void> {
    return useSnapshot(this.config.home, id).catch(refuse(409));
  }
}
