import {
  BadRequestException,
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  NotFoundException,
  Param,
  Post,
  Query,
  Req,
  SerializeOptions,
  StreamableFile,
} from '@nestjs/common';
import {
  ApiBody,
  ApiConsumes,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import {
  AssigneesAnswer,
  CASE_STATUS_LABELS,
  ChangeFindingsRequest,
  FindingDetail,
  FindingsAnswer,
  FindingsQuery,
  MOST_EVIDENCE_BYTES,
  PayoutJudgement,
  SavedFiltersAnswer,
  SaveFilterRequest,
  SupervisionSummary,
} from '@skill-ledger/contracts';
import { csvLine, readJudgedPayout, writeTable } from '@skill-ledger/etl';
import { change, listFilters, removeFilter, saveFilter } from '@skill-ledger/state';
import type { FastifyRequest } from 'fastify';
import { type Caller, ownUnit, seesPersons } from '../access/caller.ts';
import { PurposeService } from '../access/purpose.service.ts';
import { attachment, workbook } from '../http/attachment.ts';
import { By, Needs } from '../http/needs.ts';
import { CurrentSnapshotService } from '../snapshots/current-snapshot.service.ts';
import { StateService } from '../state/state.service.ts';
import { CasesService } from './cases.service.ts';

/** More than any office can look through, and still one answer. */
const MOST_EXPORTED = 1_000_000;

@ApiTags('supervision')
@Controller()
export class SupervisionController {
  constructor(
    private readonly current: CurrentSnapshotService,
    private readonly cases: CasesService,
    private readonly purpose: PurposeService,
    private readonly state: StateService,
  ) {}

  @Get('findings')
  @Needs('findings.read')
  @ApiOperation({ summary: '监管预警 · findings of the rules, and what each rule has found' })
  @ApiOkResponse({ standardSchema: FindingsAnswer })
  @SerializeOptions({ schema: FindingsAnswer })
  findings(
    @By() caller: Caller,
    @Query({ schema: FindingsQuery }) query: FindingsQuery,
  ): Promise<FindingsAnswer> {
    return this.cases.worklist(caller, query);
  }

  @Get('supervision/summary')
  @Needs('findings.read')
  @ApiOperation({
    summary: '线索按单位、机构、月份汇总 · findings by unit, institution and month, beside what was paid',
  })
  @ApiOkResponse({ standardSchema: SupervisionSummary })
  @SerializeOptions({ schema: SupervisionSummary })
  summary(@By() caller: Caller): Promise<SupervisionSummary> {
    return this.cases.summary(caller);
  }

  @Get('findings.csv')
  @Needs('findings.read')
  @ApiOperation({ summary: '监管预警（CSV）· all findings of the query as CSV' })
  async csv(
    @By() caller: Caller,
    @Query({ schema: FindingsQuery }) query: FindingsQuery,
  ): Promise<StreamableFile> {
    const lines = [HEAD, ...(await this.lines(caller, query))];
    return new StreamableFile(Buffer.from(`\uFEFF${lines.map(csvLine).join('')}`), {
      type: 'text/csv; charset=utf-8',
      disposition: attachment('监管预警.csv'),
    });
  }

  @Get('findings.xlsx')
  @Needs('findings.read')
  @ApiOperation({ summary: '监管预警（Excel）· all findings of the query as a workbook' })
  async xlsx(
    @By() caller: Caller,
    @Query({ schema: FindingsQuery }) query: FindingsQuery,
  ): Promise<StreamableFile> {
    return workbook(await writeTable('监管预警', HEAD, await this.lines(caller, query)), '监管预警.xlsx');
  }

  @Post('findings/changes')
  @HttpCode(204)
  @Needs('findings.answer')
  @ApiOperation({
    summary: '说明、指派、认定线索，可批量 · answer, assign and decide findings, many at once',
  })
  @ApiNoContentResponse()
  change(
    @By() caller: Caller,
    @Body({ schema: ChangeFindingsRequest }) request: ChangeFindingsRequest,
  ): Promise<void> {
    return this.cases.change(caller, request);
  }

  @Get('findings/assignees')
  @Needs('findings.assign')
  @ApiOperation({ summary: '可指派的账号 · accounts a finding can be assigned to' })
  @ApiOkResponse({ standardSchema: AssigneesAnswer })
  @SerializeOptions({ schema: AssigneesAnswer })
  assignees(): Promise<AssigneesAnswer> {
    return this.cases.assignees();
  }

  @Get('findings/filters')
  @Needs('findings.read')
  @ApiOperation({ summary: '自己保存的筛选 · filters one keeps for oneself' })
  @ApiOkResponse({ standardSchema: SavedFiltersAnswer })
  @SerializeOptions({ schema: SavedFiltersAnswer })
  async filters(@By() { account }: Caller): Promise<SavedFiltersAnswer> {
    return { filters: await listFilters(await this.state.get(), account.id) };
  }

  @Post('findings/filters')
  @HttpCode(204)
  @Needs('findings.read')
  @ApiOperation({ summary: '保存筛选 · keep a filter' })
  @ApiNoContentResponse()
  async saveFilter(
    @By() { account }: Caller,
    @Body({ schema: SaveFilterRequest }) request: SaveFilterRequest,
  ): Promise<void> {
    await change(await this.state.get(), (within) => saveFilter(within, account.id, request));
  }

  @Delete('findings/filters/:id')
  @HttpCode(204)
  @Needs('findings.read')
  @ApiOperation({ summary: '删除保存的筛选 · let go of a filter' })
  @ApiNoContentResponse()
  async removeFilter(@By() { account }: Caller, @Param('id') id: string): Promise<void> {
    await change(await this.state.get(), (within) => removeFilter(within, account.id, id));
  }

  @Get('findings/:id')
  @Needs('findings.read')
  @ApiOperation({ summary: '一条线索：台账行、经过、佐证 · a finding with its rows, its life and its files' })
  @ApiOkResponse({ standardSchema: FindingDetail })
  @SerializeOptions({ schema: FindingDetail })
  async detail(@By() caller: Caller, @Param('id') id: string): Promise<FindingDetail> {
    const unmasked = seesPersons(caller);
    const detail = await this.cases.detail(caller, id, unmasked);
    if (unmasked) await this.purpose.noteView(caller, `finding ${id}`, detail.rows.length);
    return detail;
  }

  @Post('findings/:id/files')
  @HttpCode(204)
  @Needs('findings.answer')
  @ApiOperation({ summary: '上传佐证材料 · attach files to a finding' })
  @ApiConsumes('multipart/form-data')
  @ApiBody({
    schema: {
      type: 'object',
      properties: { files: { type: 'array', items: { type: 'string', format: 'binary' } } },
    },
  })
  @ApiNoContentResponse()
  async attach(@By() caller: Caller, @Param('id') id: string, @Req() request: FastifyRequest): Promise<void> {
    let files = 0;
    if (request.isMultipart()) {
      for await (const file of request.files({ limits: { fileSize: MOST_EVIDENCE_BYTES, files: 10 } })) {
        await this.cases.attach(caller, id, file);
        files += 1;
      }
    }
    if (files === 0) {
      throw new BadRequestException({ zh: '没有收到文件，请选择后再上传', en: 'no file came: choose one' });
    }
  }

  @Get('findings/:id/files/:file')
  @Needs('findings.read')
  @ApiOperation({ summary: '下载佐证材料 · an attached file' })
  async file(
    @By() caller: Caller,
    @Param('id') id: string,
    @Param('file') fileId: string,
  ): Promise<StreamableFile> {
    const { name, content } = await this.cases.attachment(caller, id, fileId);
    return new StreamableFile(content, { type: 'application/octet-stream', disposition: attachment(name) });
  }

  @Get('payouts/:payoutId')
  @Needs('findings.read')
  @ApiOperation({ summary: '一笔补贴的核算过程 · whether a payout was right, step by step' })
  @ApiOkResponse({ standardSchema: PayoutJudgement })
  @SerializeOptions({ schema: PayoutJudgement })
  async payout(@By() caller: Caller, @Param('payoutId') payoutId: string): Promise<PayoutJudgement> {
    const judgement = await this.current.read((connection) =>
      readJudgedPayout(connection, payoutId, ownUnit(caller)),
    );
    if (judgement) return judgement;
    throw new NotFoundException({
      zh: `没有发放编号为 ${payoutId} 的补贴`,
      en: `there is no payout ${payoutId}`,
    });
  }

  private async lines(caller: Caller, query: FindingsQuery): Promise<(string | null)[][]> {
    const { rows } = await this.cases.worklist(caller, { ...query, offset: 0, limit: MOST_EXPORTED });
    return rows.map((row) => [
      row.rule,
      row.key,
      row.severity,
      row.stake,
      row.department,
      row.town,
      row.institution,
      row.text.zh,
      CASE_STATUS_LABELS[row.status].zh,
      row.assignee,
      row.dueOn,
      row.recovered,
      row.evidence
        .map(({ file, sheet, row: number }) => [file, sheet, number].filter(Boolean).join(' · '))
        .join('；'),
    ]);
  }
}

const HEAD = [
  '规则',
  '键',
  '级别',
  '涉及金额',
  '主管部门',
  '实施镇街',
  '机构',
  '说明',
  '状态',
  '负责',
  '期限',
  '追回金额',
  '台账行',
];
