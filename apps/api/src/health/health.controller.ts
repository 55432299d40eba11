import { Controller, Get, ServiceUnavailableException } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Health } from '@skill-ledger/contracts';
import { Needs } from '../http/needs.ts';
import { CurrentSnapshotService } from '../snapshots/current-snapshot.service.ts';

@ApiTags('health')
@Controller({ path: 'health' })
export class HealthController {
  constructor(private readonly current: CurrentSnapshotService) {}

  @Get('live')
  @Needs('nothing')
  @ApiOperation({ summary: '进程在运行 · liveness' })
  @ApiOkResponse({ standardSchema: Health })
  live(): Health {
    return { status: 'ok', snapshot: null };
  }

  @Get('ready')
  @Needs('nothing')
  @ApiOperation({ summary: '可以提供数据 · readiness: a snapshot can be read' })
  @ApiOkResponse({ standardSchema: Health })
  async ready(): Promise<Health> {
    const snapshot = await this.current.currentId();
    if (snapshot === null) {
      throw new ServiceUnavailableException({ zh: '还没有数据', en: 'nothing has been loaded yet' });
    }
    return { status: 'ok', snapshot };
  }
}
