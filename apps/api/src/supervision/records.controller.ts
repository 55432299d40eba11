import { Body, Controller, Get, HttpCode, Param, Post, SerializeOptions } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { InstitutionRecord, PersonRecord, PersonRequest } from '@skill-ledger/contracts';
import type { Caller } from '../http/caller.ts';
import { By, Needs, Personal } from '../http/needs.ts';
import { RecordsService } from './records.service.ts';

@ApiTags('supervision')
@Controller('records')
export class RecordsController {
  constructor(private readonly records: RecordsService) {}

  @Get('institutions/:code')
  @Needs('records.institution')
  @ApiOperation({ summary: '一家机构的全部记录 · full record of an institution' })
  @ApiOkResponse({ standardSchema: InstitutionRecord })
  @SerializeOptions({ schema: InstitutionRecord })
  institution(@By() caller: Caller, @Param('code') code: string): Promise<InstitutionRecord> {
    return this.records.institution(caller, code);
  }

  @Post('person')
  @Personal('masked')
  @HttpCode(200)
  @Needs('records.person')
  @ApiOperation({
    summary:
      '一个人的全部记录；证件号码只在请求体中 · full record of a person; the id is sent in the body only',
  })
  @ApiOkResponse({ standardSchema: PersonRecord })
  @SerializeOptions({ schema: PersonRecord })
  person(
    @By() caller: Caller,
    @Body({ schema: PersonRequest }) request: PersonRequest,
  ): Promise<PersonRecord> {
    return this.records.person(caller, request);
  }
}
