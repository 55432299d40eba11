import { Controller, Delete, Get, type MessageEvent, Param, SerializeOptions, Sse } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Job } from '@skill-ledger/contracts';
import { map, type Observable } from 'rxjs';
import type { Caller } from '../access/caller.ts';
import { By, Needs } from '../http/needs.ts';
import { JobsService } from './jobs.service.ts';

@ApiTags('ledgers')
@Controller('jobs')
export class JobsController {
  constructor(private readonly jobs: JobsService) {}

  @Get(':id')
  @Needs('ledgers.load')
  @ApiOperation({ summary: '任务进展 · where a job stands' })
  @ApiOkResponse({ standardSchema: Job })
  @SerializeOptions({ schema: Job })
  find(@By() caller: Caller, @Param('id') id: string): Job {
    return this.jobs.find(id, caller.account.name);
  }

  @Sse(':id/events')
  @Needs('ledgers.load')
  @ApiOperation({ summary: '任务进展（事件流）· the job after every change, as server-sent events' })
  watch(@By() caller: Caller, @Param('id') id: string): Observable<MessageEvent> {
    return this.jobs.watch(id, caller.account.name).pipe(map((data) => ({ data })));
  }

  @Delete(':id')
  @Needs('ledgers.load')
  @ApiOperation({ summary: '取消任务 · stop a job; what was published stays' })
  @ApiOkResponse({ standardSchema: Job })
  @SerializeOptions({ schema: Job })
  cancel(@By() caller: Caller, @Param('id') id: string): Job {
    return this.jobs.cancel(id, caller.account.name);
  }
}
