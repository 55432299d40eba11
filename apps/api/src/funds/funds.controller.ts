import { Controller, Get, Query, SerializeOptions } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { FigureQuery, FundsAnswer } from '@skill-ledger/contracts';
import { readFunds } from '@skill-ledger/etl';
import type { Caller } from '../http/caller.ts';
import { By, Needs } from '../http/needs.ts';
import { ownFiguresOnly } from '../http/own.ts';
import { CurrentSnapshotService } from '../snapshots/current-snapshot.service.ts';

@ApiTags('funds')
@Controller('funds')
export class FundsController {
  constructor(private readonly current: CurrentSnapshotService) {}

  @Get()
  @Needs('figures.read')
  @ApiOperation({ summary: '资金：预算、到位、已发放 · budget, arrived, paid by source and year' })
  @ApiOkResponse({ standardSchema: FundsAnswer })
  @SerializeOptions({ schema: FundsAnswer })
  funds(@By() caller: Caller, @Query({ schema: FigureQuery }) query: FigureQuery): Promise<FundsAnswer> {
    return this.current.answer('funds', ownFiguresOnly(caller, query), readFunds);
  }
}
