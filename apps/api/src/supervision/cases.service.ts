import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import {
  ConflictException,
  ForbiddenException,
  HttpException,
  Inject,
  Injectable,
  NotFoundException,
  PayloadTooLargeException,
} from '@nestjs/common';
import {
  type AssigneesAnswer,
  type Bilingual,
  type CaseChange,
  type ChangeFindingsRequest,
  type FindingDetail,
  type FindingRow,
  type FindingsAnswer,
  type FindingsQuery,
  may,
  type SupervisionSummary,
} from '@skill-ledger/contracts';
import {
  type Case,
  homeProgramme,
  isWithheld,
  maskText,
  type Reader,
  readEvidence,
  readFindingsById,
  readSummary,
  readWorklist,
} from '@skill-ledger/etl';
import {
  addCaseFile,
  type CaseStep,
  change,
  type Doer,
  findAccount,
  findingSecret,
  listAccounts,
  listCaseEvents,
  listCaseFiles,
  listCases,
  record,
  StaleCase,
  stepCase,
} from '@skill-ledger/state';
import { actorOf, type Caller, ownUnit } from '../access/caller.ts';
import { SERVER_CONFIG, type ServerConfig } from '../config.ts';
import { fileName } from '../ledgers/file-name.ts';
import { CurrentSnapshotService } from '../snapshots/current-snapshot.service.ts';
import { StateService } from '../state/state.service.ts';

/** The life of findings: what the snapshot finds, joined with what people settled about it. */
@Injectable()
export class CasesService {
  private readonly folder: string;

  constructor(
    @Inject(SERVER_CONFIG) private readonly config: ServerConfig,
    private readonly current: CurrentSnapshotService,
    private readonly state: StateService,
  ) {
    this.folder = join(config.home, 'evidence');
  }

  async worklist(caller: Caller, query: FindingsQuery): Promise<FindingsAnswer> {
    const { cases, reader } = await this.settled(caller);
    return this.current.read((connection) => readWorklist(connection, query, cases, reader));
  }

  async summary(caller: Caller): Promise<SupervisionSummary> {
    const { cases, reader } = await this.settled(caller);
    return this.current.read((connection) => readSummary(connection, cases, reader));
  }

  /** @throws NotFoundException where there is none, or none that the caller is told of */
  async detail(caller: Caller, id: string, unmasked: boolean): Promise<FindingDetail> {
    const state = await this.state.get();
    const finding = await this.finding(caller, id);
    const rows = await this.current.read(async (connection) =>
      readEvidence(connection, await homeProgramme(this.config.home), id, {
        unit: ownUnit(caller),
        unmasked,
        secret: await findingSecret(state),
      }),
    );
    const said = unmasked ? (text: string) => text : maskText;
    const events = (await listCaseEvents(state, id)).filter(toldTo(caller, finding));
    const files = (await listCaseFiles(state, id)).filter(toldTo(caller, finding));
    return {
      finding,
      rows,
      events: events.map(({ comment, change: { file, ...step }, ...event }) => ({
        ...event,
        change: { ...step, ...(file !== undefined && { file: said(file) }) },
        comment: comment && said(comment),
      })),
      files: files.map(({ sha256: _, unit: __, name, ...file }) => ({ ...file, name: said(name) })),
    };
  }

  /**
   * Changes what is settled about findings: all of them or none.
   * @param seen version of each that the caller has seen: nothing is changed where somebody else has gone on since
   * @throws ForbiddenException, ConflictException, HttpException 422
   */
  async change(caller: Caller, { ids, change: wanted, seen }: ChangeFindingsRequest): Promise<void> {
    this.mustBeAllowed(caller, wanted);
    await this.mustBeReasoned(wanted);
    const findings = await this.findings(caller, ids);
    if (findings.length < new Set(ids).size) {
      throw new ConflictException({
        zh: '其中有的线索已不存在，可能刚刚更新了数据；请刷新后重新勾选',
        en: 'some of these findings are no longer there: reload the page and choose again',
      });
    }
    const steps: [string, CaseStep][] = [];
    for (const finding of findings) steps.push([finding.id, await this.stepOf(finding, wanted)]);
    const by = doerOf(caller);
    // The comment stands in the finding's history: it may name somebody, and the log is read by others.
    const { comment = null, ...rest } = wanted;
    await change(await this.state.get(), async (within) => {
      for (const [id, step] of steps) await stepCase(within, id, step, { by, comment, seen: seen?.[id] });
      await record(within, actorOf(caller), {
        action: 'finding.change',
        subject: ids.length === 1 ? (ids[0] ?? null) : null,
        detail: { ...rest, commented: comment !== null, ...(ids.length > 1 && { findings: ids }) },
      });
    }).catch(explainStale);
  }

  /** Accounts that may look into findings. */
  async assignees(): Promise<AssigneesAnswer> {
    const accounts = await listAccounts(await this.state.get());
    return {
      accounts: accounts
        .filter(({ disabled, role }) => !disabled && may(role, 'findings.answer'))
        .map(({ name, displayName, unit }) => ({ name, displayName, unit })),
    };
  }

  /** Attaches a file, streamed to disk under its SHA-256. @throws NotFoundException, PayloadTooLargeException */
  async attach(
    caller: Caller,
    id: string,
    { filename, file }: { filename: string; file: Readable & { truncated: boolean } },
  ): Promise<void> {
    await this.finding(caller, id);
    await mkdir(this.folder, { recursive: true });
    const name = fileName(filename, () => false);
    const part = join(this.folder, `${randomUUID()}.part`);
    try {
      const hash = createHash('sha256');
      file.on('data', (chunk: Buffer) => hash.update(chunk));
      await pipeline(file, createWriteStream(part));
      if (file.truncated) {
        throw new PayloadTooLargeException({
          zh: `“${name}”超过 20 MB；请压缩或拆分后再上传`,
          en: `${name} is larger than 20 MB: compress or split it`,
        });
      }
      const sha256 = hash.digest('hex');
      const { size: bytes } = await stat(part);
      await rename(part, join(this.folder, sha256));
      const by = doerOf(caller);
      await change(await this.state.get(), async (within) => {
        await addCaseFile(within, id, { name, sha256, bytes, by: by.displayName, unit: by.unit });
        await stepCase(within, id, {}, { by, file: name });
        await record(within, actorOf(caller), {
          action: 'finding.attach',
          subject: id,
          detail: { sha256, bytes },
        });
      });
    } finally {
      await rm(part, { force: true });
    }
  }

  /** An attached file. @throws NotFoundException */
  async attachment(caller: Caller, id: string, fileId: string): Promise<{ name: string; content: Readable }> {
    const finding = await this.finding(caller, id);
    const files = (await listCaseFiles(await this.state.get(), id)).filter(toldTo(caller, finding));
    const file = files.find((one) => one.id === fileId);
    if (!file) throw new NotFoundException({ zh: '没有这个附件', en: 'there is no such file' });
    return { name: file.name, content: createReadStream(join(this.folder, file.sha256)) };
  }

  /** What was settled about findings, and how the caller reads them. */
  private async settled(caller: Caller): Promise<{ cases: Case[]; reader: Reader }> {
    const state = await this.state.get();
    const secret = await findingSecret(state);
    return {
      cases: await listCases(state),
      reader: { unit: ownUnit(caller), account: caller.account.name, secret },
    };
  }

  private async findings(caller: Caller, ids: string[]): Promise<FindingRow[]> {
    const { cases, reader } = await this.settled(caller);
    return this.current.read((connection) => readFindingsById(connection, ids, cases, reader));
  }

  private async finding(caller: Caller, id: string): Promise<FindingRow> {
    const [finding] = await this.findings(caller, [id]);
    if (finding) return finding;
    throw new NotFoundException({ zh: '没有这条线索', en: 'there is no such finding' });
  }

  private mustBeAllowed({ account: { role } }: Caller, wanted: CaseChange): void {
    const decides = wanted.recovered !== undefined || (wanted.status ?? 'checking') !== 'checking';
    const assigns = wanted.assign !== undefined || wanted.dueOn !== undefined;
    if ((!decides || may(role, 'findings.decide')) && (!assigns || may(role, 'findings.assign'))) return;
    throw new ForbiddenException({
      zh: '您的角色可以说明情况、上传佐证，不能认定或指派；请联系专班办公室',
      en: 'your role may answer and attach files, not decide or assign: ask the work-group office',
    });
  }

  private async mustBeReasoned({ status, reason, comment }: CaseChange): Promise<void> {
    if (status !== 'dismissed') {
      if (reason === undefined) return;
      throw wrong({ zh: '原因只用于“不属实”', en: 'a reason is for 不属实 only' });
    }
    const { dismissals } = await homeProgramme(this.config.home);
    const known = dismissals.find(({ code }) => code === reason);
    if (!known) {
      throw wrong({
        zh: `认定“不属实”须选择原因：${dismissals.map(({ label }) => label).join('、')}`,
        en: `不属实 needs a reason: ${dismissals.map(({ code }) => code).join(', ')}`,
      });
    }
    if (known.needsComment && comment === undefined) {
      throw wrong({ zh: `原因“${known.label}”须写明情况`, en: `${known.labelEn}: say more in a comment` });
    }
  }

  private async stepOf(finding: FindingRow, wanted: CaseChange): Promise<CaseStep> {
    const { status, reason, dueOn, recovered } = wanted;
    return {
      ...(status !== undefined && { status, reason: reason ?? null }),
      ...(dueOn !== undefined && { dueOn }),
      ...(recovered !== undefined && { recovered: twoDecimals(recovered) }),
      ...(wanted.assign && (await this.assignment(finding, wanted.assign))),
    };
  }

  private async assignment(
    { department, town }: FindingRow,
    assign: NonNullable<CaseChange['assign']>,
  ): Promise<CaseStep> {
    if (assign.to === 'nobody') return { unit: null, account: null, assignee: null };
    if (assign.to === 'account') {
      const account = await findAccount(await this.state.get(), assign.name);
      const able = account && !account.disabled && may(account.role, 'findings.answer');
      const sees = account?.role !== 'unit' || [department, town].includes(account.unit);
      if (account && able && sees) {
        return { unit: null, account: account.name, assignee: account.displayName };
      }
      throw wrong({
        zh: `不能指派给 ${assign.name}：账号不可用，或所选线索不属于其单位`,
        en: `${assign.name} cannot look into it: no such account, or a finding is not of its unit`,
      });
    }
    const unit = assign.to === 'department' ? department : town;
    if (unit !== null) return { unit, account: null, assignee: unit };
    throw wrong({
      zh: `所选线索中有的没有${assign.to === 'department' ? '主管部门' : '实施镇街'}，请另选指派对象`,
      en: `some of these findings have no ${assign.to}: assign them otherwise`,
    });
  }
}

/** Of a finding that is another unit's too, a unit is told what it has said and attached itself. */
const toldTo =
  ({ account }: Caller, finding: FindingRow) =>
  ({ unit }: { unit: string | null }): boolean =>
    !isWithheld(finding) || unit === account.unit;

function explainStale(error: unknown): never {
  if (!(error instanceof StaleCase)) throw error;
  throw new ConflictException({
    zh: '其他人刚刚处理了其中的线索，您的修改未保存；请查看最新情况后再提交',
    en: 'somebody else has changed one of these meanwhile, so yours was not saved: look at it and submit again',
  });
}

const doerOf = ({ account: { name, displayName, unit } }: Caller): Doer => ({
  account: name,
  displayName,
  unit,
});

const wrong = (text: Bilingual): HttpException => new HttpException(text, 422);

function twoDecimals(amount: string): string {
  const [yuan = '0', fen = ''] = amount.split('.');
  return `${BigInt(yuan)}.${fen.padEnd(2, '0')}`;
}
