import { setTimeout as delay } from 'node:timers/promises';
import { Inject, Injectable, Logger } from '@nestjs/common';
import type { ReleaseStepRequest } from '@skill-ledger/contracts';
import { homeInfo } from '@skill-ledger/etl';
import { findRelease, listReleases, type StoredRelease } from '@skill-ledger/state';
import { SERVER_CONFIG, type ServerConfig } from '../config/config.ts';
import { FINANCE, OFFICE } from '../evaluations/demo-callers.ts';
import { DemoEvaluationsService } from '../evaluations/demo-evaluations.service.ts';
import type { Caller } from '../http/caller.ts';
import { CurrentSnapshotService } from '../snapshots/current-snapshot.service.ts';
import { BackgroundService } from '../state/background.service.ts';
import { StateService } from '../state/state.service.ts';
import { ReleasesService, releaseBy } from './releases.service.ts';

interface Chapter {
  id: string;
  period: string;
  asOf?: string;
  note?: string;
  end: 'published' | 'submitted';
}

/** Releases of a demonstration: four published, one of them a revision, and one that waits for the second approval. */
const STORY: Chapter[] = [
  { id: '2019-r1', period: '2019', end: 'published' },
  { id: '2020-r1', period: '2020', asOf: '2020-12-15', end: 'published' },
  {
    id: '2020-r2',
    period: '2020',
    note: '原公布数据截至 2020 年 12 月 15 日，未含年末半个月的结业与发放；现补全到 12 月 31 日。',
    end: 'published',
  },
  { id: '2021Q1-r1', period: '2021Q1', end: 'published' },
  { id: '2021H1-r1', period: '2021H1', end: 'submitted' },
];
/** How long a reader of the public site waits for the first release of a demonstration. */
const MAX_WAIT_MS = 15_000;
const REASON = '演示：已逐项核对，不影响本期公布口径。';

/** Takes the releases of a demonstration through their steps as offices would: by the same services. */
@Injectable()
export class DemoReleasesService {
  private readonly logger = new Logger('demo');
  private made: Promise<void> | undefined;
  private isMaking = false;
  private hasPublished = false;
  private firstLook: Promise<boolean> | undefined;

  constructor(
    @Inject(SERVER_CONFIG) private readonly config: ServerConfig,
    private readonly state: StateService,
    private readonly current: CurrentSnapshotService,
    private readonly evaluations: DemoEvaluationsService,
    private readonly releases: ReleasesService,
    private readonly background: BackgroundService,
  ) {}

  /**
   * Begins to make them when they are first asked for; nothing outside of a demonstration, or before its first load.
   * @returns whether they are being made: it takes some seconds each
   */
  async begin(): Promise<boolean> {
    if (this.made === undefined && (await this.isLacking())) {
      this.made ??= this.background
        .run(() => this.make())
        .catch((error: unknown) => this.logger.error(error));
    }
    return this.isMaking;
  }

  /** Begins to make them, and waits for the first that the public can read, for at most some seconds. */
  async first(): Promise<void> {
    this.firstLook ??= this.begin();
    if (!(await this.firstLook)) return;
    const until = Date.now() + MAX_WAIT_MS;
    while (this.isMaking && !this.background.isClosing && !this.hasPublished && Date.now() < until)
      await delay(200);
  }

  private async isLacking(): Promise<boolean> {
    const info = await homeInfo(this.config.home);
    if (!info?.demo || (await this.current.currentId()) === null) return false;
    const ids = (await listReleases(await this.state.get())).map(({ id }) => id);
    // A story that a stop has interrupted goes on; one that users took further is theirs.
    return ids.length < STORY.length && ids.every((id) => STORY.some((one) => one.id === id));
  }

  private async make(): Promise<void> {
    this.isMaking = true;
    try {
      await this.evaluations.ensure();
      for (const chapter of STORY) {
        if (this.background.isClosing) return;
        await this.tell(chapter);
      }
    } finally {
      this.isMaking = false;
    }
  }

  /** Takes a release from where it stands to the end of its chapter. */
  private async tell({ id, period, asOf, note, end }: Chapter): Promise<void> {
    const before = await this.stored(id);
    if (!before || before.state === 'draft') {
      await this.releases.build(releaseBy(OFFICE), { period, asOf, note });
      const { checks } = await this.releases.one(OFFICE, id);
      for (const { id: check } of checks.filter(({ outcome }) => outcome === 'warning')) {
        await this.step(OFFICE, id, { action: 'acknowledge', check, comment: REASON });
      }
      await this.step(OFFICE, id, { action: 'submit' });
    }
    for (const by of end === 'submitted' ? [FINANCE] : [FINANCE, OFFICE]) {
      const now = await this.stored(id);
      const isOpen =
        now?.state === 'submitted' && now.approvals.every(({ role }) => role !== by.account.role);
      if (isOpen) await this.step(by, id, { action: 'approve' });
    }
    const isApproved = (await this.stored(id))?.state === 'approved';
    if (isApproved) await this.step(OFFICE, id, { action: 'publish' });
    this.hasPublished ||= end === 'published';
  }

  private async stored(id: string): Promise<StoredRelease | undefined> {
    return findRelease(await this.state.get(), id);
  }

  private async step(by: Caller, id: string, request: Omit<ReleaseStepRequest, 'seen'>): Promise<void> {
    const seen = (await this.stored(id))?.version ?? 0;
    await this.releases.step(releaseBy(by), id, { ...request, seen });
  }
}
