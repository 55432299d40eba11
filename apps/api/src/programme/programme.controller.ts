import { Controller, Get, SerializeOptions } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ProgrammeAnswer } from '@skill-ledger/contracts';
import { Needs } from '../http/needs.ts';
import { ProgrammeService } from './programme.service.ts';

@ApiTags('programme')
@Controller('programme')
export class ProgrammeController {
  constructor(private readonly programme: ProgrammeService) {}

  @Get()
  @Needs('programme.read')
  @ApiOperation({
    summary: '方案：目标、领域、单位、指标定义 · targets, domains, units and figure definitions',
  })
  @ApiOkResponse({ standardSchema: ProgrammeAnswer })
  @SerializeOptions({ schema: ProgrammeAnswer })
  describe(): Promise<ProgrammeAnswer> {
    return this.programme.describe();
  }
}
