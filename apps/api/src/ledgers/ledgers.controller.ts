import {
  Body,
  Controller,
  Get,
  HttpCode,
  Inject,
  Param,
  Post,
  Query,
  Req,
  SerializeOptions,
  type StreamableFile,
} from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  BatchesAnswer,
  Job,
  MendRequest,
  QuarantineAnswer,
  QuarantineChoice,
  QuarantineQuery,
  WithdrawRequest,
} from '@skill-ledger/contracts';
import { exportName } from '@skill-ledger/etl';
import type { FastifyRequest } from 'fastify';
import { SERVER_CONFIG, type ServerConfig } from '../config/config.ts';
import { storedFile, workbook } from '../http/attachment.ts';
import type { Caller } from '../http/caller.ts';
import { originOf } from '../http/export.ts';
import { By, Needs, Personal } from '../http/needs.ts';
import { LedgersService } from './ledgers.service.ts';

@ApiTags('ledgers')
@Controller()
export class LedgersController {
  constructor(
    @Inject(SERVER_CONFIG) private readonly config: ServerConfig,
    private readonly ledgers: LedgersService,
  ) {}

  @Get('batches')
  @Personal('masked')
  @Needs('ledgers.read')
  @ApiOperation({ summary: '批次与各表账目 · batches, with the accounting of every sheet' })
  @ApiOkResponse({ standardSchema: BatchesAnswer })
  @SerializeOptions({ schema: BatchesAnswer })
  batches(@By() caller: Caller): Promise<BatchesAnswer> {
    return this.ledgers.batches(caller);
  }

  @Post('batches/:batch/withdrawal-preview')
  @HttpCode(202)
  @Needs('ledgers.withdraw')
  @ApiOperation({ summary: '撤销前预览：会有哪些变化 · what taking a batch back would change' })
  @ApiAcceptedResponse({ standardSchema: Job })
  @SerializeOptions({ schema: Job })
  previewWithdrawal(@By() caller: Caller, @Param('batch') batch: string): Promise<Job> {
    return this.ledgers.previewWithdrawal(caller, batch);
  }

  @Post('batches/:batch/withdraw')
  @HttpCode(202)
  @Needs('ledgers.withdraw')
  @ApiOperation({ summary: '撤销批次 · withdraw a batch' })
  @ApiAcceptedResponse({ standardSchema: Job })
  @SerializeOptions({ schema: Job })
  withdraw(
    @By() caller: Caller,
    @Param('batch') batch: string,
    @Body({ schema: WithdrawRequest }) request: WithdrawRequest,
  ): Promise<Job> {
    return this.ledgers.withdraw(caller, batch, request);
  }

  @Get('files/:sha256')
  @Personal('withheld')
  @Needs('rows.export')
  @ApiOperation({ summary: '下载原始文件 · an original file' })
  async original(@By() caller: Caller, @Param('sha256') sha256: string): Promise<StreamableFile> {
    const { name, content } = await this.ledgers.original(caller, sha256);
    return storedFile(content, name);
  }

  @Get('quarantine')
  @Personal('masked')
  @Needs('ledgers.read')
  @ApiOperation({ summary: '隔离的行及全部原因 · quarantined rows with all reasons' })
  @ApiOkResponse({ standardSchema: QuarantineAnswer })
  @SerializeOptions({ schema: QuarantineAnswer })
  quarantine(
    @By() caller: Caller,
    @Query({ schema: QuarantineQuery }) query: QuarantineQuery,
  ): Promise<QuarantineAnswer> {
    return this.ledgers.quarantine(caller, query);
  }

  @Get('quarantine.xlsx')
  @Personal('withheld')
  @Needs('ledgers.load')
  @ApiOperation({
    summary: '隔离的行（Excel 工作簿）· quarantined rows as a workbook to fix and upload',
  })
  async quarantineWorkbook(
    @By() caller: Caller,
    @Query({ schema: QuarantineChoice }) choice: QuarantineChoice,
    @Req() request: FastifyRequest,
  ): Promise<StreamableFile> {
    const origin = originOf(this.config, request);
    const { name, bytes } = await this.ledgers.quarantineWorkbook(caller, choice, origin);
    return workbook(bytes, exportName(name, 'xlsx'));
  }

  @Post('quarantine/mend')
  @HttpCode(202)
  @Needs('ledgers.load')
  @ApiOperation({ summary: '修正隔离的行并装载 · fix quarantined rows and load them' })
  @ApiAcceptedResponse({ standardSchema: Job })
  @SerializeOptions({ schema: Job })
  mend(@By() caller: Caller, @Body({ schema: MendRequest }) request: MendRequest): Promise<Job> {
    return this.ledgers.mend(caller, request);
  }
}
