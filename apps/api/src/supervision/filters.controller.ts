import { Body, Controller, Delete, Get, HttpCode, Param, Post, SerializeOptions } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { SavedFiltersAnswer, SaveFilterRequest } from '@skill-ledger/contracts';
import type { Caller } from '../http/caller.ts';
import { By, Needs } from '../http/needs.ts';
import { FiltersService } from './filters.service.ts';

@ApiTags('supervision')
@Controller('findings/filters')
export class FiltersController {
  constructor(private readonly filters: FiltersService) {}

  @Get()
  @Needs('findings.read')
  @ApiOperation({ summary: '自己保存的筛选 · the caller’s saved filters' })
  @ApiOkResponse({ standardSchema: SavedFiltersAnswer })
  @SerializeOptions({ schema: SavedFiltersAnswer })
  list(@By() caller: Caller): Promise<SavedFiltersAnswer> {
    return this.filters.list(caller);
  }

  @Post()
  @HttpCode(204)
  @Needs('findings.read')
  @ApiOperation({ summary: '保存筛选 · save a filter' })
  @ApiNoContentResponse()
  save(@By() caller: Caller, @Body({ schema: SaveFilterRequest }) request: SaveFilterRequest): Promise<void> {
    return this.filters.save(caller, request);
  }

  @Delete(':id')
  @HttpCode(204)
  @Needs('findings.read')
  @ApiOperation({ summary: '删除保存的筛选 · delete a saved filter' })
  @ApiNoContentResponse()
  remove(@By() caller: Caller, @Param('id') id: string): Promise<void> {
    return this.filters.remove(caller, id);
  }
}
