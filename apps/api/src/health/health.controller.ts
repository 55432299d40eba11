import { Controller, Get, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Health } from '@skill-ledger/contracts';
import type { FastifyReply } from 'fastify';
import { Needs } from '../http/needs.ts';
import { HealthService } from './health.service.ts';

@ApiTags('health')
@Controller({ path: 'health' })
export class HealthController {
  constructor(private readonly health: HealthService) {}

  @Get('live')
  @Needs('nothing')
  @ApiOperation({ summary: '进程在运行 · liveness' })
  @ApiOkResponse({ standardSchema: Health })
  live(): Health {
    return { status: 'ok', snapshot: null, problems: [] };
  }

  @Get('ready')
  @Needs('nothing')
  @ApiOperation({
    summary:
      '可以提供数据；503 表示不能 · readiness: whether data can be served, and what is wrong; 503 if they cannot',
  })
  @ApiOkResponse({ standardSchema: Health })
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<Health> {
    const health = await this.health.ready();
    if (health.status === 'down') void reply.status(503);
    return health;
  }
}
