import { Controller, Get, Param, Query, type StreamableFile } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { SubmissionQuery } from '@skill-ledger/contracts';
import type { Caller } from '../http/caller.ts';
import { By, Needs } from '../http/needs.ts';
import { EvaluationDownloadsService } from './evaluation-downloads.service.ts';

@ApiTags('evaluations')
@Controller('evaluations')
export class EvaluationDownloadsController {
  constructor(private readonly downloads: EvaluationDownloadsService) {}

  @Get('forms/:id/official-form.docx')
  @Needs('evaluations.read')
  @ApiOperation({ summary: '项目支出绩效自评表（Word）· the official form of a submission' })
  docx(
    @By() caller: Caller,
    @Param('id') id: string,
    @Query({ schema: SubmissionQuery }) { nth }: SubmissionQuery,
  ): Promise<StreamableFile> {
    return this.downloads.officialForm(caller, id, 'docx', nth);
  }

  @Get('forms/:id/official-form.xlsx')
  @Needs('evaluations.read')
  @ApiOperation({ summary: '项目支出绩效自评表（Excel）· the official form of a submission' })
  xlsx(
    @By() caller: Caller,
    @Param('id') id: string,
    @Query({ schema: SubmissionQuery }) { nth }: SubmissionQuery,
  ): Promise<StreamableFile> {
    return this.downloads.officialForm(caller, id, 'xlsx', nth);
  }

  @Get('forms/:id/official-form.pdf')
  @Needs('evaluations.read')
  @ApiOperation({ summary: '项目支出绩效自评表（PDF）· the official form of a submission' })
  pdf(
    @By() caller: Caller,
    @Param('id') id: string,
    @Query({ schema: SubmissionQuery }) { nth }: SubmissionQuery,
  ): Promise<StreamableFile> {
    return this.downloads.officialForm(caller, id, 'pdf', nth);
  }

  @Get('periods/:period/results.xlsx')
  @Needs('evaluations.read')
  @ApiOperation({
    summary:
      '排名与复核汇总（Excel）；单位在公布后得到排名 · ranking and review summary; the ranking for units, once published',
  })
  results(@By() caller: Caller, @Param('period') period: string): Promise<StreamableFile> {
    return this.downloads.workbook(caller, period);
  }
}
