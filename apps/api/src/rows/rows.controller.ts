import { Controller, Get, Query, SerializeOptions, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { RowsAnswer, RowsQuery } from '@skill-ledger/contracts';
import { type Caller, seesPersons } from '../access/caller.ts';
import { PurposeService } from '../access/purpose.service.ts';
import { attachment, workbook } from '../http/attachment.ts';
import { By, Needs } from '../http/needs.ts';
import { ownRowsOnly } from '../http/own.ts';
import { RowsService } from './rows.service.ts';

@ApiTags('rows')
@Controller()
export class RowsController {
  constructor(
    private readonly rows: RowsService,
    private readonly purpose: PurposeService,
  ) {}

  @Get('rows')
  @Needs('rows.read')
  @ApiOperation({
    summary: '指标背后的台账行 · the ledger rows behind a figure, each with file, sheet and row',
  })
  @ApiOkResponse({ standardSchema: RowsAnswer })
  @SerializeOptions({ schema: RowsAnswer })
  async page(@By() caller: Caller, @Query({ schema: RowsQuery }) query: RowsQuery): Promise<RowsAnswer> {
    const held = ownRowsOnly(caller, query);
    const unmasked = seesPersons(caller);
    const answer = await this.rows.page(held, unmasked);
    if (unmasked) await this.purpose.noteView(caller, `rows ${query.figure}`, answer.rows.length);
    return answer;
  }

  @Get('rows.csv')
  @Needs('rows.export')
  @ApiOperation({
    summary:
      '指标背后的全部台账行（CSV），须先写明用途 · all of them as CSV, once it is said what personal data are looked at for',
  })
  async csv(@By() caller: Caller, @Query({ schema: RowsQuery }) query: RowsQuery): Promise<StreamableFile> {
    const held = ownRowsOnly(caller, query);
    await this.purpose.noteExport(caller, `rows ${query.figure}.csv`);
    return new StreamableFile(await this.rows.csv(held), {
      type: 'text/csv; charset=utf-8',
      disposition: attachment(`${query.figure}.csv`),
    });
  }

  @Get('rows.xlsx')
  @Needs('rows.export')
  @ApiOperation({ summary: '指标背后的全部台账行（Excel），须先写明用途 · all of them as a workbook' })
  async xlsx(@By() caller: Caller, @Query({ schema: RowsQuery }) query: RowsQuery): Promise<StreamableFile> {
    const held = ownRowsOnly(caller, query);
    await this.purpose.noteExport(caller, `rows ${query.figure}.xlsx`);
    return workbook(await this.rows.xlsx(held), `${query.figure}.xlsx`);
  }
}
