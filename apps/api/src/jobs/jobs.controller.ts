import { Controller, Delete, Get, type MessageEvent, Param, SerializeOptions, Sse } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Job } from '@skill-ledger/contracts';
import { map, type Observable, takeUntil } from 'rxjs';
import { SessionsService } from '../access/sessions.service.ts';
import type { Caller } from '../http/caller.ts';
import { By, Needs } from '../http/needs.ts';
import { JobsService } from './jobs.service.ts';

@ApiTags('ledgers')
@Controller('jobs')
export class JobsController {
  constructor(
    private readonly jobs: JobsService,
    private readonly sessions: SessionsService,
  ) {}

  @Get(':id')
  @Needs('ledgers.load')
  @ApiOperation({ summary: '任务进展 · state of a job' })
  @ApiOkResponse({ standardSchema: Job })
  @SerializeOptions({ schema: Job })
  find(@By() caller: Caller, @Param('id') id: string): Job {
    return this.jobs.find(id, caller.account.name);
  }

  @Sse(':id/events')
  @Needs('ledgers.load')
  @ApiOperation({ summary: '任务进展（事件流）· the job on every change, as server-sent events' })
  watch(@By() caller: Caller, @Param('id') id: string): Observable<MessageEvent> {
    return this.jobs.watch(id, caller.account.name).pipe(
      takeUntil(this.sessions.ended(caller)),
      map((data) => ({ data })),
    );
  }

  @Delete(':id')
  @Needs('ledgers.load')
  @ApiOperation({ summary: '取消任务 · cancel a job; published snapshots are kept' })
  @ApiOkResponse({ standardSchema: Job })
  @SerializeOptions({ schema: Job })
  cancel(@By() caller: Caller, @Param('id') id: string): Job {
    return this.jobs.cancel(id, caller.account.name);
  }
}
