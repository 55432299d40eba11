import { Controller, Get, Query, SerializeOptions, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { RowsAnswer, RowsQuery } from '@skill-ledger/contracts';
import { attachment, workbook } from '../http/attachment.ts';
import { RowsService } from './rows.service.ts';

@ApiTags('rows')
@Controller()
export class RowsController {
  constructor(private readonly rows: RowsService) {}

  @Get('rows')
  @ApiOperation({
    summary: '指标背后的台账行 · the ledger rows behind a figure, each with file, sheet and row',
  })
  @ApiOkResponse({ standardSchema: RowsAnswer })
  @SerializeOptions({ schema: RowsAnswer })
  page(@Query({ schema: RowsQuery }) query: RowsQuery): Promise<RowsAnswer> {
    return this.rows.page(query);
  }

  @Get('rows.csv')
  @ApiOperation({ summary: '指标背后的全部台账行（CSV）· all of them as CSV' })
  async csv(@Query({ schema: RowsQuery }) query: RowsQuery): Promise<StreamableFile> {
    return new StreamableFile(await this.rows.csv(query), {
      type: 'text/csv; charset=utf-8',
      disposition: attachment(`${query.figure}.csv`),
    });
  }

  @Get('rows.xlsx')
  @ApiOperation({ summary: '指标背后的全部台账行（Excel）· all of them as a workbook' })
  async xlsx(@Query({ schema: RowsQuery }) query: RowsQuery): Promise<StreamableFile> {
    return workbook(await this.rows.xlsx(query), `${query.figure}.xlsx`);
  }
}
