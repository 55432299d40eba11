import {
  Body,
  Controller,
  Get,
  HttpCode,
  Param,
  Post,
  Query,
  SerializeOptions,
  StreamableFile,
} from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  BatchesAnswer,
  Job,
  MendRequest,
  QuarantineAnswer,
  QuarantineQuery,
  WithdrawRequest,
} from '@skill-ledger/contracts';
import { attachment, workbook } from '../http/attachment.ts';
import { LedgersService } from './ledgers.service.ts';

@ApiTags('ledgers')
@Controller()
export class LedgersController {
  constructor(private readonly ledgers: LedgersService) {}

  @Get('batches')
  @ApiOperation({ summary: '批次与各表账目 · batches with the accounting of every sheet' })
  @ApiOkResponse({ standardSchema: BatchesAnswer })
  @SerializeOptions({ schema: BatchesAnswer })
  batches(): Promise<BatchesAnswer> {
    return this.ledgers.batches();
  }

  @Post('batches/:batch/withdraw')
  @HttpCode(202)
  @ApiOperation({ summary: '撤销批次 · take a batch back' })
  @ApiAcceptedResponse({ standardSchema: Job })
  @SerializeOptions({ schema: Job })
  withdraw(@Param('batch') batch: string, @Body({ schema: WithdrawRequest }) request: WithdrawRequest): Job {
    return this.ledgers.withdraw(batch, request, null);
  }

  @Get('files/:sha256')
  @ApiOperation({ summary: '下载原始文件 · an original file as it was handed in' })
  async original(@Param('sha256') sha256: string): Promise<StreamableFile> {
    const { name, content } = await this.ledgers.original(sha256);
    return new StreamableFile(content, { type: 'application/octet-stream', disposition: attachment(name) });
  }

  @Get('quarantine')
  @ApiOperation({ summary: '隔离的行及全部原因 · quarantined rows with every reason' })
  @ApiOkResponse({ standardSchema: QuarantineAnswer })
  @SerializeOptions({ schema: QuarantineAnswer })
  quarantine(@Query({ schema: QuarantineQuery }) query: QuarantineQuery): Promise<QuarantineAnswer> {
    return this.ledgers.quarantine(query);
  }

  @Get('quarantine.xlsx')
  @ApiOperation({
    summary: '隔离的行（Excel 工作簿）· the quarantine as a workbook to mend and hand in again',
  })
  async quarantineWorkbook(): Promise<StreamableFile> {
    return workbook(await this.ledgers.quarantineWorkbook(), '待修正.xlsx');
  }

  @Post('quarantine/mend')
  @HttpCode(202)
  @ApiOperation({ summary: '修正隔离的行并装载 · load quarantined rows with mended cells' })
  @ApiAcceptedResponse({ standardSchema: Job })
  @SerializeOptions({ schema: Job })
  mend(@Body({ schema: MendRequest }) request: MendRequest): Promise<Job> {
    return this.ledgers.mend(request, null);
  }
}
