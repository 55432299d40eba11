import { Controller, Get, Inject, SerializeOptions } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { SnapshotsAnswer } from '@skill-ledger/contracts';
import { listSnapshots } from '@skill-ledger/etl';
import { SERVER_CONFIG, type ServerConfig } from '../config.ts';

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
}
