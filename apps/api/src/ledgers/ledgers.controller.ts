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
  may,
  QuarantineAnswer,
  QuarantineQuery,
  WithdrawRequest,
} from '@skill-ledger/contracts';
import { type Caller, ownUnit, seesPersons } from '../access/caller.ts';
import { PurposeService } from '../access/purpose.service.ts';
import { attachment, workbook } from '../http/attachment.ts';
import { By, Needs } from '../http/needs.ts';
import { LedgersService } from './ledgers.service.ts';

/** What quarantined rows are shown for as they are; the caller need not say it every time. */
const MENDING = '修正隔离数据';

@ApiTags('ledgers')
@Controller()
export class LedgersController {
  constructor(
    private readonly ledgers: LedgersService,
    private readonly purpose: PurposeService,
  ) {}

  @Get('batches')
  @Needs('ledgers.read')
  @ApiOperation({ summary: '批次与各表账目 · batches with the accounting of every sheet' })
  @ApiOkResponse({ standardSchema: BatchesAnswer })
  @SerializeOptions({ schema: BatchesAnswer })
  batches(@By() caller: Caller): Promise<BatchesAnswer> {
    return this.ledgers.batches(ownUnit(caller));
  }

  @Post('batches/:batch/withdraw')
  @HttpCode(202)
  @Needs('ledgers.withdraw')
  @ApiOperation({ summary: '撤销批次 · take a batch back' })
  @ApiAcceptedResponse({ standardSchema: Job })
  @SerializeOptions({ schema: Job })
  withdraw(
    @By() caller: Caller,
    @Param('batch') batch: string,
    @Body({ schema: WithdrawRequest }) request: WithdrawRequest,
  ): Promise<Job> {
    return this.ledgers.withdraw(batch, request, caller.account);
  }

  @Get('files/:sha256')
  @Needs('rows.export')
  @ApiOperation({ summary: '下载原始文件 · an original file as it was handed in' })
  async original(@By() caller: Caller, @Param('sha256') sha256: string): Promise<StreamableFile> {
    const { name, content } = await this.ledgers.original(sha256, ownUnit(caller));
    await this.purpose.noteExport(caller, `file ${sha256}`).catch((error: unknown) => {
      content.destroy();
      throw error;
    });
    return new StreamableFile(content, { type: 'application/octet-stream', disposition: attachment(name) });
  }

  @Get('quarantine')
  @Needs('ledgers.read')
  @ApiOperation({ summary: '隔离的行及全部原因 · quarantined rows with every reason' })
  @ApiOkResponse({ standardSchema: QuarantineAnswer })
  @SerializeOptions({ schema: QuarantineAnswer })
  async quarantine(
    @By() caller: Caller,
    @Query({ schema: QuarantineQuery }) query: QuarantineQuery,
  ): Promise<QuarantineAnswer> {
    const unmasked = may(caller.account.role, 'ledgers.load') || seesPersons(caller);
    const answer = await this.ledgers.quarantine(query, ownUnit(caller), unmasked);
    if (unmasked && answer.rows.length > 0) {
      await this.purpose.noteWork(caller, 'quarantine', MENDING, answer.rows.length);
    }
    return answer;
  }

  @Get('quarantine.xlsx')
  @Needs('ledgers.load')
  @ApiOperation({
    summary: '隔离的行（Excel 工作簿）· the quarantine as a workbook to mend and hand in again',
  })
  async quarantineWorkbook(@By() caller: Caller): Promise<StreamableFile> {
    const { bytes, rows } = await this.ledgers.quarantineWorkbook(ownUnit(caller));
    await this.purpose.noteWork(caller, 'quarantine.xlsx', MENDING, rows);
    return workbook(bytes, '待修正.xlsx');
  }

  @Post('quarantine/mend')
  @HttpCode(202)
  @Needs('ledgers.load')
  @ApiOperation({ summary: '修正隔离的行并装载 · load quarantined rows with mended cells' })
  @ApiAcceptedResponse({ standardSchema: Job })
  @SerializeOptions({ schema: Job })
  mend(@By() caller: Caller, @Body({ schema: MendRequest }) request: MendRequest): Promise<Job> {
    return this.ledgers.mend(request, caller.account);
  }
}
