import {
  Body,
  Controller,
  Get,
  HttpCode,
  Param,
  Post,
  Put,
  Query,
  SerializeOptions,
  type StreamableFile,
} from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import {
  ReportCorrectionRequest,
  ReportDetail,
  ReportFileQuery,
  ReportStepRequest,
  ReportsAnswer,
  ReportTextsRequest,
  WriteReportRequest,
  WrittenReport,
} from '@skill-ledger/contracts';
import type { Caller } from '../http/caller.ts';
import { By, Needs } from '../http/needs.ts';
import { DemoReportsService } from './demo-reports.service.ts';
import { ReportFilesService } from './report-files.service.ts';
import { ReportsService } from './reports.service.ts';

@ApiTags('reports')
@Controller('reports')
export class ReportsController {
  constructor(
    private readonly reports: ReportsService,
    private readonly files: ReportFilesService,
    private readonly demo: DemoReportsService,
  ) {}

  @Get()
  @Needs('reports.read')
  @ApiOperation({ summary: '季报、年报 · quarterly and annual reports' })
  @ApiOkResponse({ standardSchema: ReportsAnswer })
  @SerializeOptions({ schema: ReportsAnswer })
  async list(): Promise<ReportsAnswer> {
    await this.demo.ensure();
    return this.reports.list();
  }

  @Post()
  @Needs('reports.write')
  @ApiOperation({ summary: '生成一期报告的草稿 · draft the report of a period' })
  @ApiCreatedResponse({ standardSchema: WrittenReport })
  @SerializeOptions({ schema: WrittenReport })
  async write(
    @By() caller: Caller,
    @Body({ schema: WriteReportRequest }) request: WriteReportRequest,
  ): Promise<WrittenReport> {
    return { id: await this.reports.write(caller, request) };
  }

  @Get(':id')
  @Needs('reports.read')
  @ApiOperation({ summary: '一份报告 · one report' })
  @ApiOkResponse({ standardSchema: ReportDetail })
  @SerializeOptions({ schema: ReportDetail })
  detail(@By() caller: Caller, @Param('id') id: string): Promise<ReportDetail> {
    return this.reports.detail(caller, id);
  }

  @Get(':id/report.docx')
  @Needs('reports.read')
  @ApiOperation({ summary: '报告（Word）· the report' })
  docx(
    @Param('id') id: string,
    @Query({ schema: ReportFileQuery }) { lang }: ReportFileQuery,
  ): Promise<StreamableFile> {
    return this.files.download(id, 'docx', lang);
  }

  @Get(':id/report.pdf')
  @Needs('reports.read')
  @ApiOperation({ summary: '报告（PDF）· the report' })
  pdf(
    @Param('id') id: string,
    @Query({ schema: ReportFileQuery }) { lang }: ReportFileQuery,
  ): Promise<StreamableFile> {
    return this.files.download(id, 'pdf', lang);
  }

  @Get(':id/report.xlsx')
  @Needs('reports.read')
  @ApiOperation({ summary: '报告的全部表格（Excel）· every table of the report' })
  xlsx(
    @Param('id') id: string,
    @Query({ schema: ReportFileQuery }) { lang }: ReportFileQuery,
  ): Promise<StreamableFile> {
    return this.files.download(id, 'xlsx', lang);
  }

  @Put(':id/texts')
  @HttpCode(204)
  @Needs('reports.write')
  @ApiOperation({ summary: '修改问题和下一步工作 · edit problems and measures' })
  @ApiNoContentResponse()
  edit(
    @By() caller: Caller,
    @Param('id') id: string,
    @Body({ schema: ReportTextsRequest }) request: ReportTextsRequest,
  ): Promise<void> {
    return this.reports.edit(caller, id, request);
  }

  @Post(':id/renew')
  @HttpCode(204)
  @Needs('reports.write')
  @ApiOperation({ summary: '按现有数据更新草稿 · renew the draft from the present data' })
  @ApiNoContentResponse()
  renew(
    @By() caller: Caller,
    @Param('id') id: string,
    @Body({ schema: ReportStepRequest }) request: ReportStepRequest,
  ): Promise<void> {
    return this.reports.renew(caller, id, request);
  }

  @Post(':id/review')
  @HttpCode(204)
  @Needs('reports.review')
  @ApiOperation({ summary: '审核通过 · approve the draft' })
  @ApiNoContentResponse()
  review(
    @By() caller: Caller,
    @Param('id') id: string,
    @Body({ schema: ReportStepRequest }) request: ReportStepRequest,
  ): Promise<void> {
    return this.reports.review(caller, id, request);
  }

  @Post(':id/return')
  @HttpCode(204)
  @Needs('reports.review')
  @ApiOperation({ summary: '退回草稿 · return to draft' })
  @ApiNoContentResponse()
  giveBack(
    @By() caller: Caller,
    @Param('id') id: string,
    @Body({ schema: ReportStepRequest }) request: ReportStepRequest,
  ): Promise<void> {
    return this.reports.giveBack(caller, id, request);
  }

  @Post(':id/finalise')
  @HttpCode(204)
  @Needs('reports.finalise')
  @ApiOperation({ summary: '定稿并保存文件 · finalise, and keep the files' })
  @ApiNoContentResponse()
  finalise(
    @By() caller: Caller,
    @Param('id') id: string,
    @Body({ schema: ReportStepRequest }) request: ReportStepRequest,
  ): Promise<void> {
    return this.files.finalise(caller, id, request);
  }

  @Post(':id/corrections')
  @HttpCode(204)
  @Needs('reports.write')
  @ApiOperation({ summary: '登记更正 · note a correction' })
  @ApiNoContentResponse()
  correct(
    @By() caller: Caller,
    @Param('id') id: string,
    @Body({ schema: ReportCorrectionRequest }) request: ReportCorrectionRequest,
  ): Promise<void> {
    return this.reports.correct(caller, id, request);
  }

  @Post(':id/restore')
  @HttpCode(204)
  @Needs('reports.finalise')
  @ApiOperation({ summary: '恢复定稿文件 · restore the files of a final report' })
  @ApiNoContentResponse()
  restore(@By() caller: Caller, @Param('id') id: string): Promise<void> {
    return this.files.restore(caller, id);
  }
}
