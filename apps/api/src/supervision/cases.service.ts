import { ConflictException, HttpException, Inject, Injectable } from '@nestjs/common';
import {
  type AssigneesAnswer,
  type CaseChange,
  type ChangeFindingsRequest,
  type FindingRow,
  may,
  NO_YUAN,
  toYuan,
} from '@skill-ledger/contracts';
import { homeProgramme } from '@skill-ledger/etl';
import {
  type CaseStep,
  change,
  findAccount,
  listAccounts,
  record,
  StaleCase,
  stepCase,
} from '@skill-ledger/state';
import { SERVER_CONFIG, type ServerConfig } from '../config/config.ts';
import { actorOf, authorOf, type Caller } from '../http/caller.ts';
import { StateService } from '../state/state.service.ts';
import { type Refusal, reasonMissing, refusalOf } from './case-policy.ts';
import { syncFindingTask } from './finding-task.ts';
import { FindingsService } from './findings.service.ts';
import { recoveryRefused } from './recovery.ts';

/** Changes to the cases of findings. */
@Injectable()
export class CasesService {
  constructor(
    @Inject(SERVER_CONFIG) private readonly config: ServerConfig,
    private readonly state: StateService,
    private readonly findings: FindingsService,
  ) {}

  /**
   * Changes the cases of findings: all of them or none, and only if none was changed since the caller read it.
   * @throws ConflictException, HttpException 403, 422
   */
  async change(caller: Caller, { ids, change: wanted, seen }: ChangeFindingsRequest): Promise<void> {
    // Forbidden changes are refused before anything about the findings is disclosed.
    refuse(refusalOf(caller.account.role, wanted, []));
    const programme = await homeProgramme(this.config.home);
    refuse(reasonMissing(wanted, programme));
    const findings = await this.findings.byIds(caller, ids);
    if (findings.length < new Set(ids).size) {
      throw new ConflictException({
        zh: '其中有的线索已不存在，可能刚刚更新了数据；请刷新后重新勾选',
        en: 'some of these findings no longer exist: reload the page and select again',
      });
    }
    if (findings.some(({ id, version }) => version !== seen[id])) throw stale();
    refuse(refusalOf(caller.account.role, wanted, findings));
    for (const finding of findings) refuse(recoveryRefused(finding, wanted));
    const steps: [string, CaseStep][] = [];
    for (const finding of findings) steps.push([finding.id, await this.stepOf(finding, wanted)]);
    const by = authorOf(caller);
    // The comment is kept in the finding's history only: it may name persons, and the log has other readers.
    const { comment = null, recovered, ...rest } = wanted;
    await change(await this.state.get(), async (within) => {
      for (const [id, step] of steps) await stepCase(within, id, step, { by, comment, seen: seen[id] });
      for (const finding of findings) await syncFindingTask(within, finding, programme, by);
      await record(within, actorOf(caller), {
        action: 'finding.change',
        subject: ids.length === 1 ? (ids[0] ?? null) : null,
        detail: {
          ...rest,
          ...(recovered !== undefined && { recovered: toYuan(recovered) }),
          commented: comment !== null,
          ...(ids.length > 1 && { findings: ids }),
        },
      });
    }).catch((error: unknown) => {
      throw error instanceof StaleCase ? stale() : error;
    });
  }

  /** Accounts that findings can be assigned to. */
  async assignees(): Promise<AssigneesAnswer> {
    const accounts = await listAccounts(await this.state.get());
    return {
      accounts: accounts
        .filter(({ disabled, role }) => !disabled && may(role, 'findings.answer'))
        .map(({ name, displayName, unit }) => ({ name, displayName, unit })),
    };
  }

  private async stepOf(finding: FindingRow, wanted: CaseChange): Promise<CaseStep> {
    const { status, reason, dueOn, recovered } = wanted;
    return {
      ...(status !== undefined && { status, reason: reason ?? null }),
      ...(dueOn !== undefined && { dueOn }),
      ...(recovered !== undefined && { recovered: toYuan(recovered) ?? NO_YUAN }),
      ...(wanted.assign && (await this.assignment(finding, wanted.assign))),
    };
  }

  private async assignment(
    { department, town }: FindingRow,
    assign: NonNullable<CaseChange['assign']>,
  ): Promise<CaseStep> {
    if (assign.to === 'unassigned') return { unit: null, account: null, assignee: null };
    if (assign.to === 'account') {
      const account = await findAccount(await this.state.get(), assign.name);
      const able = account && !account.disabled && may(account.role, 'findings.answer');
      const sees = account?.role !== 'unit' || [department, town].includes(account.unit);
      if (account && able && sees) {
        return { unit: null, account: account.name, assignee: account.displayName };
      }
      throw new HttpException(
        {
          zh: `不能指派给 ${assign.name}：账号不可用，或所选线索不属于其单位`,
          en: `${assign.name} cannot be assigned: no such account, or a finding does not belong to its unit`,
        },
        422,
      );
    }
    const unit = assign.to === 'department' ? department : town;
    if (unit !== null) return { unit, account: null, assignee: unit };
    throw new HttpException(
      {
        zh: `所选线索中有的没有${assign.to === 'department' ? '主管部门' : '实施镇街'}，请另选指派对象`,
        en: `some of these findings have no ${assign.to}: choose another assignee`,
      },
      422,
    );
  }
}

function refuse(refusal: Refusal | null): void {
  if (refusal) throw new HttpException(refusal.text, refusal.status);
}

const stale = (): ConflictException =>
  new ConflictException({
    zh: '其他人刚刚处理了其中的线索，您的修改未保存；请查看最新情况后再提交',
    en: 'one of these was changed meanwhile, so your change was not saved: review it and submit again',
  });
