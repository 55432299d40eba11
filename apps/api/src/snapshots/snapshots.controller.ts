import { Controller, Get, HttpCode, Param, Post, Query, SerializeOptions } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CompareQuery, CurrentSnapshot, SnapshotComparison, SnapshotsAnswer } from '@skill-ledger/contracts';
import type { Caller } from '../http/caller.ts';
import { By, Needs } from '../http/needs.ts';
import { SnapshotsService } from './snapshots.service.ts';

@ApiTags('snapshots')
@Controller('snapshots')
export class SnapshotsController {
  constructor(private readonly snapshots: SnapshotsService) {}

  @Get()
  @Needs('snapshots.read')
  @ApiOperation({ summary: '快照列表 · snapshots, newest first' })
  @ApiOkResponse({ standardSchema: SnapshotsAnswer })
  @SerializeOptions({ schema: SnapshotsAnswer })
  async list(): Promise<SnapshotsAnswer> {
    return { snapshots: await this.snapshots.list() };
  }

  @Get('current')
  @Needs('programme.read')
  @ApiOperation({ summary: '当前快照 · the current snapshot' })
  @ApiOkResponse({ standardSchema: CurrentSnapshot })
  @SerializeOptions({ schema: CurrentSnapshot })
  latest(): Promise<CurrentSnapshot> {
    return this.snapshots.current();
  }

  @Get('compare')
  @Needs('snapshots.read')
  @ApiOperation({ summary: '两个快照之间的变化 · changes between two snapshots' })
  @ApiOkResponse({ standardSchema: SnapshotComparison })
  @SerializeOptions({ schema: SnapshotComparison })
  compare(@Query({ schema: CompareQuery }) { from, to }: CompareQuery): Promise<SnapshotComparison> {
    return this.snapshots.compare(from, to);
  }

  @Post(':id/use')
  @HttpCode(204)
  @Needs('snapshots.use')
  @ApiOperation({ summary: '切换到某个快照，不删除任何内容 · switch to a snapshot; nothing is deleted' })
  @ApiNoContentResponse()
  use(@By() caller: Caller, @Param('id') id: string): Promise<void> {
    return this.snapshots.use(caller, id);
  }
}
