import { Controller, Get, Query, SerializeOptions } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { FigureQuery, RatiosAnswer } from '@skill-ledger/contracts';
import { readRatios } from '@skill-ledger/etl';
import type { Caller } from '../http/caller.ts';
import { By, Needs } from '../http/needs.ts';
import { ownFiguresOnly } from '../http/own.ts';
import { CurrentSnapshotService } from '../snapshots/current-snapshot.service.ts';

@ApiTags('ratios')
@Controller('ratios')
export class RatiosController {
  constructor(private readonly current: CurrentSnapshotService) {}

  @Get()
  @Needs('figures.read')
  @ApiOperation({ summary: '两项技能占比 · the two skill ratios and their trend' })
  @ApiOkResponse({ standardSchema: RatiosAnswer })
  @SerializeOptions({ schema: RatiosAnswer })
  ratios(@By() caller: Caller, @Query({ schema: FigureQuery }) query: FigureQuery): Promise<RatiosAnswer> {
    return this.current.answer('ratios', ownFiguresOnly(caller, query), readRatios);
  }
}
