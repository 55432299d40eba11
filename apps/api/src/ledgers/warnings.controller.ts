import { Body, Controller, Get, HttpCode, Post, Query, SerializeOptions } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { AcknowledgeRequest, WarningsAnswer, WarningsQuery } from '@skill-ledger/contracts';
import type { Caller } from '../http/caller.ts';
import { By, Needs, Personal } from '../http/needs.ts';
import { WarningsService } from './warnings.service.ts';

@ApiTags('ledgers')
@Controller('warnings')
export class WarningsController {
  constructor(private readonly warnings: WarningsService) {}

  @Get()
  @Personal('masked')
  @Needs('ledgers.read')
  @ApiOperation({ summary: '提示：已接受但需留意的行 · warnings about accepted rows' })
  @ApiOkResponse({ standardSchema: WarningsAnswer })
  @SerializeOptions({ schema: WarningsAnswer })
  list(
    @By() caller: Caller,
    @Query({ schema: WarningsQuery }) query: WarningsQuery,
  ): Promise<WarningsAnswer> {
    return this.warnings.list(caller, query);
  }

  @Post('acknowledge')
  @HttpCode(204)
  @Needs('ledgers.load')
  @ApiOperation({ summary: '确认已核对，附说明 · acknowledge warnings, with a comment' })
  @ApiNoContentResponse()
  acknowledge(
    @By() caller: Caller,
    @Body({ schema: AcknowledgeRequest }) request: AcknowledgeRequest,
  ): Promise<void> {
    return this.warnings.acknowledge(caller, request);
  }
}
