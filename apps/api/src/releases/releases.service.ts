import { HttpException, Inject, Injectable, NotFoundException } from '@nestjs/common';
import {
  type BuildReleaseRequest,
  judgeReleaseStep,
  ReleaseAction,
  type ReleaseAnswer,
  type ReleaseCheck,
  type ReleaseStepRequest,
  type ReleaseSummary,
  type ReleasesAnswer,
  releaseName,
} from '@skill-ledger/contracts';
import {
  bundleFile,
  bundleSummary,
  homeProgramme,
  readReleaseChecks,
  releaseChoices,
  revisionDifference,
  type Settled,
  settlePublic,
  writeDraft,
} from '@skill-ledger/etl';
import {
  checkContext,
  draftOf,
  everPublished,
  findRelease,
  keepDraft,
  listReleaseEvents,
  listReleases,
  nextRevision,
  periodDecisions,
  type ReleaseBy,
  ReleaseRefused,
  releasesToPublish,
  StaleRelease,
  type StoredRelease,
  takeReleaseStep,
} from '@skill-ledger/state';
import { SERVER_CONFIG, type ServerConfig } from '../config/config.ts';
import { actorOf, type Caller } from '../http/caller.ts';
import { refusePersonalNumbers } from '../http/official-text.ts';
import { refuse } from '../http/refuse.ts';
import { TraineeNamesService } from '../snapshots/trainee-names.service.ts';
import { StateService } from '../state/state.service.ts';

/** Releases on their way to the public (spec 11). */
@Injectable()
export class ReleasesService {
  /** Drafts are built one after another. */
  private building: Promise<unknown> = Promise.resolve();

  constructor(
    @Inject(SERVER_CONFIG) private readonly config: ServerConfig,
    private readonly state: StateService,
    private readonly names: TraineeNamesService,
  ) {}

  async list(): Promise<Omit<ReleasesAnswer, 'isPreparing'>> {
    const releases = await listReleases(await this.state.get());
    return {
      releases: releases.map(summaryOf),
      periods: releaseChoices(await homeProgramme(this.config.home), releases),
    };
  }

  /** A release with its checklist, what changed since the one before, and its history. @throws NotFoundException */
  async one({ account }: Caller, id: string): Promise<ReleaseAnswer> {
    const state = await this.state.get();
    const release = await findRelease(state, id);
    if (!release) throw unknown(id);
    const { home } = this.config;
    return {
      release: summaryOf(release),
      checks: isUnderWay(release) ? await this.checks(release) : [],
      tables: await bundleSummary(home, id),
      difference: await revisionDifference(home, release),
      events: await listReleaseEvents(state, id),
      steps: ReleaseAction.options.filter(
        (action) => judgeReleaseStep(account.role, release.state, action) === 'allowed',
      ),
    };
  }

  /**
   * Builds the draft of a period's next revision, in place of one that is not submitted.
   * @returns its id
   * @throws HttpException 422 for an unknown period, one without data, or a revision without a note; 409 where a draft of
   * the period is submitted
   */
  async build(by: ReleaseBy, { period, asOf, note }: BuildReleaseRequest): Promise<string> {
    refusePersonalNumbers({ note });
    await this.names.refuse('note', note);
    const work = this.building.then(
      () => this.buildNow(by, period, asOf, note),
      () => this.buildNow(by, period, asOf, note),
    );
    this.building = work.catch(() => {});
    return work;
  }

  private async buildNow(by: ReleaseBy, period: string, asOf?: string, note?: string): Promise<string> {
    const state = await this.state.get();
    const releases = await listReleases(state);
    const revision = nextRevision(releases, period);
    const busy = releases.find(
      (one) => one.period === period && (one.state === 'submitted' || one.state === 'approved'),
    );
    if (busy) throw underWay(busy.id);
    if (revision > 1 && !note) throw noteMissing();
    const earlier = everPublished(releases);
    const { id } = await writeDraft(this.config.home, {
      ...{ period, asOf, note: note || null, revision, earlier },
      decisions: (of) => periodDecisions(state, of, asOf),
      keep: (info, digest) =>
        keepDraft(state, by, draftOf(info, { digest, earlier, by: by.author.displayName })).catch(answer),
    }).catch(refuse(422));
    return id;
  }

  /** Takes a step; what the public sees is brought in line before it is acknowledged. @throws HttpException */
  async step(by: ReleaseBy, id: string, request: ReleaseStepRequest): Promise<void> {
    refusePersonalNumbers({ comment: request.comment });
    if (request.action === 'askWithdrawal') await this.names.refuse('comment', request.comment);
    const state = await this.state.get();
    if (!(await findRelease(state, id))) throw unknown(id);
    await takeReleaseStep(state, by, id, request, (release) => this.checks(release)).catch(answer);
    const { faults } = await this.settle().catch(refuse(409));
    const fault = faults.get(id);
    if (fault) refuse(409)(fault);
  }

  /** Makes the public folder what is kept. @throws UserError if it cannot be written */
  async settle(): Promise<Settled> {
    const state = await this.state.get();
    return settlePublic(this.config.home, async () => releasesToPublish(await listReleases(state)));
  }

  /** Publishes what is due, also where one of them cannot be. @returns ids of what was published, and why others were not */
  async publishDue(by: ReleaseBy): Promise<{ published: string[]; failures: unknown[] }> {
    const now = Date.now();
    const due = (await listReleases(await this.state.get())).filter(
      ({ state, publishAt }) => state === 'approved' && publishAt !== null && Date.parse(publishAt) <= now,
    );
    const published: string[] = [];
    const failures: unknown[] = [];
    for (const { id, version } of due) {
      try {
        await this.step(by, id, { action: 'publish', seen: version });
        published.push(id);
      } catch (error) {
        failures.push(error);
      }
    }
    return { published, failures };
  }

  /** A file of a bundle, drafts too. @throws NotFoundException */
  async file(id: string, name: string): Promise<Buffer> {
    const known = await findRelease(await this.state.get(), id);
    const bytes = known ? await bundleFile(this.config.home, id, name) : null;
    if (bytes) return bytes;
    throw new NotFoundException({
      zh: `公开数据 ${id} 没有文件 ${name}`,
      en: `release ${id} has no file ${name}`,
    });
  }

  private async checks(release: StoredRelease): Promise<ReleaseCheck[]> {
    const state = await this.state.get();
    const context = await checkContext(state, await listReleases(state));
    return readReleaseChecks(this.config.home, release, context);
  }
}

/** The caller as releases name them. */
export const releaseBy = (caller: Caller): ReleaseBy => ({
  role: caller.account.role,
  author: { account: caller.account.name, displayName: caller.account.displayName },
  actor: actorOf(caller),
});

const isUnderWay = ({ state }: StoredRelease): boolean =>
  state === 'draft' || state === 'submitted' || state === 'approved';

function summaryOf({ acknowledged: _, digest: __, earlier: ___, ...release }: StoredRelease): ReleaseSummary {
  const { withdrawal, approvals } = release;
  return {
    ...release,
    approvals: approvals.map(({ role, by, at }) => ({ role, by, at })),
    withdrawal: withdrawal && {
      reason: withdrawal.reason,
      role: withdrawal.role,
      by: withdrawal.by,
      at: withdrawal.at,
    },
  };
}

/** Turns what the store refuses into an answer. */
function answer(error: unknown): never {
  if (error instanceof ReleaseRefused) {
    const { status, text, errors } = error.refusal;
    throw new HttpException({ ...text, ...(errors && { errors }) }, status);
  }
  if (error instanceof StaleRelease) {
    throw new HttpException(
      {
        zh: `${releaseName(error.id).zh}刚被他人更改，请刷新后再试`,
        en: `${releaseName(error.id).en} was changed in between: reload, then try again`,
      },
      409,
    );
  }
  throw error;
}

const unknown = (id: string): NotFoundException =>
  new NotFoundException({ zh: `没有公开数据 ${id}`, en: `there is no release ${id}` });

const underWay = (id: string): HttpException =>
  new HttpException(
    {
      zh: `${releaseName(id).zh}正待批准或公布；请先退回或作废，再生成新的草稿`,
      en: `${releaseName(id).en} waits for approval or publication: return or discard it before a new draft is built`,
    },
    409,
  );

const noteMissing = (): HttpException =>
  new HttpException(
    {
      zh: '修订须写明向公众说明的内容：改了什么、为什么',
      en: 'a revision needs a note for the public: what changed, and why',
      errors: [{ field: 'note', zh: '请写明改了什么', en: 'state what changed' }],
    },
    422,
  );
