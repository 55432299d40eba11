import { Controller, Get, Query, SerializeOptions } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { GroupedAnswer, GroupedQuery } from '@skill-ledger/contracts';
import { readGrouped } from '@skill-ledger/etl';
import type { Caller } from '../http/caller.ts';
import { By, Needs } from '../http/needs.ts';
import { ownFiguresOnly } from '../http/own.ts';
import { CurrentSnapshotService } from '../snapshots/current-snapshot.service.ts';

@ApiTags('figures')
@Controller('figures')
export class FiguresController {
  constructor(private readonly current: CurrentSnapshotService) {}

  @Get()
  @Needs('figures.read')
  @ApiOperation({
    summary:
      '任意指标按任意维度分组 · any figures by any dimensions: by=town,mode&figures=completed,passRate',
  })
  @ApiOkResponse({ standardSchema: GroupedAnswer })
  @SerializeOptions({ schema: GroupedAnswer })
  grouped(
    @By() caller: Caller,
    @Query({ schema: GroupedQuery }) query: GroupedQuery,
  ): Promise<GroupedAnswer> {
    const held = ownFiguresOnly(caller, query);
    return this.current.answer('figures', held, (connection) => readGrouped(connection, held));
  }
}
