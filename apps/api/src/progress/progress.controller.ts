import { Controller, Get, Query, SerializeOptions } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  DomainsAnswer,
  FigureQuery,
  MonthsAnswer,
  ProgressAnswer,
  UnitsAnswer,
} from '@skill-ledger/contracts';
import { readDomains, readMonths, readTotal, readUnits } from '@skill-ledger/etl';
import type { Caller } from '../http/caller.ts';
import { By, Needs } from '../http/needs.ts';
import { ownFiguresOnly } from '../http/own.ts';
import { CurrentSnapshotService } from '../snapshots/current-snapshot.service.ts';

@ApiTags('progress')
@Controller('progress')
export class ProgressController {
  constructor(private readonly current: CurrentSnapshotService) {}

  @Get()
  @Needs('figures.read')
  @ApiOperation({ summary: '全市进度 · headline figures' })
  @ApiOkResponse({ standardSchema: ProgressAnswer })
  @SerializeOptions({ schema: ProgressAnswer })
  total(@By() caller: Caller, @Query({ schema: FigureQuery }) query: FigureQuery): Promise<ProgressAnswer> {
    return this.current.answer('progress', ownFiguresOnly(caller, query), readTotal);
  }

  @Get('domains')
  @Needs('figures.read')
  @ApiOperation({ summary: '分领域进度 · figures of each domain' })
  @ApiOkResponse({ standardSchema: DomainsAnswer })
  @SerializeOptions({ schema: DomainsAnswer })
  domains(@By() caller: Caller, @Query({ schema: FigureQuery }) query: FigureQuery): Promise<DomainsAnswer> {
    return this.current.answer('domains', ownFiguresOnly(caller, query), readDomains);
  }

  @Get('units')
  @Needs('figures.read')
  @ApiOperation({ summary: '分单位进度 · figures of departments and towns' })
  @ApiOkResponse({ standardSchema: UnitsAnswer })
  @SerializeOptions({ schema: UnitsAnswer })
  units(@By() caller: Caller, @Query({ schema: FigureQuery }) query: FigureQuery): Promise<UnitsAnswer> {
    return this.current.answer('units', ownFiguresOnly(caller, query), readUnits);
  }

  @Get('months')
  @Needs('figures.read')
  @ApiOperation({ summary: '按月累计 · the cumulative curve with plan and forecast' })
  @ApiOkResponse({ standardSchema: MonthsAnswer })
  @SerializeOptions({ schema: MonthsAnswer })
  months(@By() caller: Caller, @Query({ schema: FigureQuery }) query: FigureQuery): Promise<MonthsAnswer> {
    return this.current.answer('months', ownFiguresOnly(caller, query), readMonths);
  }
}
