import {
  Controller,
  Get,
  Inject,
  NotFoundException,
  Param,
  SerializeOptions,
  type StreamableFile,
} from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { KIND_LABELS, LedgerKind, TemplatesAnswer } from '@skill-ledger/contracts';
import { anyProgramme, writeTemplate } from '@skill-ledger/etl';
import { SERVER_CONFIG, type ServerConfig } from '../config.ts';
import { workbook } from '../http/attachment.ts';
import { Needs } from '../http/needs.ts';

/** Blank templates; they are there before anything has been loaded. */
@ApiTags('ledgers')
@Controller('templates')
export class TemplatesController {
  constructor(@Inject(SERVER_CONFIG) private readonly config: ServerConfig) {}

  @Get()
  @Needs('programme.read')
  @ApiOperation({ summary: '空白模板及其列 · the blank templates and their columns' })
  @ApiOkResponse({ standardSchema: TemplatesAnswer })
  @SerializeOptions({ schema: TemplatesAnswer })
  async list(): Promise<TemplatesAnswer> {
    const { columns } = await anyProgramme(this.config.home);
    const labels = (kind: LedgerKind, required: boolean): string[] =>
      columns
        .filter((column) => column.kind === kind && column.required === required)
        .map(({ label }) => label);
    return {
      templates: LedgerKind.options.map((kind) => ({
        kind,
        required: labels(kind, true),
        optional: labels(kind, false),
      })),
    };
  }

  @Get(':kind')
  @Needs('programme.read')
  @ApiOperation({ summary: '下载空白模板（Excel）· a blank template' })
  async download(@Param('kind') name: string): Promise<StreamableFile> {
    const kind = LedgerKind.safeParse(name);
    if (!kind.success) {
      throw new NotFoundException({
        zh: `没有台账种类 ${name}；可用：${LedgerKind.options.join('、')}`,
        en: `no kind of ledger ${name}; there are: ${LedgerKind.options.join(', ')}`,
      });
    }
    const bytes = await writeTemplate(kind.data, await anyProgramme(this.config.home));
    return workbook(bytes, `${KIND_LABELS[kind.data].zh}模板.xlsx`);
  }
}
