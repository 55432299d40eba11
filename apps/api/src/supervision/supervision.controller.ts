import {
  Controller,
  Get,
  NotFoundException,
  Param,
  Query,
  SerializeOptions,
  StreamableFile,
} from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { FindingsAnswer, FindingsQuery, PayoutJudgement } from '@skill-ledger/contracts';
import { csvLine, readJudgedPayout, readWorklist } from '@skill-ledger/etl';
import { type Caller, ownUnit } from '../access/caller.ts';
import { attachment } from '../http/attachment.ts';
import { By, Needs } from '../http/needs.ts';
import { CurrentSnapshotService } from '../snapshots/current-snapshot.service.ts';

/** More than any office can look through, and still one answer. */
const MOST_EXPORTED = 1_000_000;

@ApiTags('supervision')
@Controller()
export class SupervisionController {
  constructor(private readonly current: CurrentSnapshotService) {}

  @Get('findings')
  @Needs('findings.read')
  @ApiOperation({ summary: '监管预警 · findings of the rules, and what each rule has found' })
  @ApiOkResponse({ standardSchema: FindingsAnswer })
  @SerializeOptions({ schema: FindingsAnswer })
  findings(
    @By() caller: Caller,
    @Query({ schema: FindingsQuery }) query: FindingsQuery,
  ): Promise<FindingsAnswer> {
    return this.current.read((connection) => readWorklist(connection, query, ownUnit(caller)));
  }

  @Get('findings.csv')
  @Needs('findings.read')
  @ApiOperation({ summary: '监管预警（CSV）· all findings of the query as CSV' })
  async csv(
    @By() caller: Caller,
    @Query({ schema: FindingsQuery }) query: FindingsQuery,
  ): Promise<StreamableFile> {
    const { rows } = await this.current.read((connection) =>
      readWorklist(connection, { ...query, offset: 0, limit: MOST_EXPORTED }, ownUnit(caller)),
    );
    const head = ['规则', '键', '级别', '涉及金额', '主管部门', '实施镇街', '机构', '说明', '台账行'];
    const lines = rows.map((row) => [
      row.rule,
      row.key,
      row.severity,
      row.stake,
      row.department,
      row.town,
      row.institution,
      row.text.zh,
      row.evidence
        .map(({ file, sheet, row: number }) => [file, sheet, number].filter(Boolean).join(' · '))
        .join('；'),
    ]);
    return new StreamableFile(Buffer.from(`\uFEFF${[head, ...lines].map(csvLine).join('')}`), {
      type: 'text/csv; charset=utf-8',
      disposition: attachment('监管预警.csv'),
    });
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
}
