import { Body, Controller, Get, HttpCode, Post, SerializeOptions } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { RunWorkRequest, ScheduleAnswer } from '@skill-ledger/contracts';
import type { Caller } from '../http/caller.ts';
import { By, Needs } from '../http/needs.ts';
import { ScheduleService } from './schedule.service.ts';

@ApiTags('schedule')
@Controller('schedule')
export class ScheduleController {
  constructor(private readonly schedule: ScheduleService) {}

  @Get()
  @Needs('schedule.read')
  @ApiOperation({ summary: '日程：已运行和将运行的工作 · what ran, and what will' })
  @ApiOkResponse({ standardSchema: ScheduleAnswer })
  @SerializeOptions({ schema: ScheduleAnswer })
  describe(): Promise<ScheduleAnswer> {
    return this.schedule.describe();
  }

  @Post('runs')
  @HttpCode(204)
  @Needs('schedule.run')
  @ApiOperation({ summary: '立即运行 · run work now' })
  @ApiNoContentResponse()
  run(@By() caller: Caller, @Body({ schema: RunWorkRequest }) { work }: RunWorkRequest): Promise<void> {
    return this.schedule.run(caller, work);
  }
}
