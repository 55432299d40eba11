import { Controller, Get, Query, SerializeOptions } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { FigureQuery, RatiosAnswer } from '@skill-ledger/contracts';
import { readRatios } from '@skill-ledger/etl';
import { CurrentSnapshotService } from '../snapshots/current-snapshot.service.ts';

@ApiTags('ratios')
@Controller('ratios')
export class RatiosController {
  constructor(private readonly current: CurrentSnapshotService) {}

  @Get()
  @ApiOperation({ summary: '两项技能占比 · the two skill ratios and their trend' })
  @ApiOkResponse({ standardSchema: RatiosAnswer })
  @SerializeOptions({ schema: RatiosAnswer })
  ratios(@Query({ schema: FigureQuery }) query: FigureQuery): Promise<RatiosAnswer> {
    return this.current.answer('ratios', query, readRatios);
  }
}
