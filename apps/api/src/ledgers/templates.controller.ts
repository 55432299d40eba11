import { Controller, Get, Param, SerializeOptions, type StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { TemplatesAnswer } from '@skill-ledger/contracts';
import { workbook } from '../http/attachment.ts';
import { Needs } from '../http/needs.ts';
import { TemplatesService } from './templates.service.ts';

@ApiTags('ledgers')
@Controller('templates')
export class TemplatesController {
  constructor(private readonly templates: TemplatesService) {}

  @Get()
  @Needs('programme.read')
  @ApiOperation({ summary: '空白模板及其列 · blank templates and their columns' })
  @ApiOkResponse({ standardSchema: TemplatesAnswer })
  @SerializeOptions({ schema: TemplatesAnswer })
  list(): Promise<TemplatesAnswer> {
    return this.templates.list();
  }

  @Get(':kind')
  @Needs('programme.read')
  @ApiOperation({ summary: '下载空白模板（Excel）· a blank template' })
  async download(@Param('kind') kind: string): Promise<StreamableFile> {
    const { name, bytes } = await this.templates.write(kind);
    return workbook(bytes, name);
  }
}
