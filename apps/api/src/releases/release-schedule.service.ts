import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { type Bilingual, releaseName } from '@skill-ledger/contracts';
import { listReleases, NO_ACCOUNT, type ReleaseBy } from '@skill-ledger/state';
import { ScheduleService, type Upcoming } from '../schedule/schedule.service.ts';
import { BackgroundService } from '../state/background.service.ts';
import { StateService } from '../state/state.service.ts';
import { ReleasesService } from './releases.service.ts';

/** The schedule acts for the office, which set the time. */
const SCHEDULE: ReleaseBy = {
  role: 'office',
  author: { account: null, displayName: '定时公布' },
  actor: NO_ACCOUNT,
};

/** Publishes approved releases at their time, and keeps the public folder in line with what is kept. */
@Injectable()
export class ReleaseScheduleService implements OnApplicationBootstrap {
  private readonly logger = new Logger('releases');

  constructor(
    schedule: ScheduleService,
    private readonly state: StateService,
    private readonly releases: ReleasesService,
    private readonly background: BackgroundService,
  ) {
    schedule.register('releases', { work: () => this.work(), upcoming: () => this.upcoming() });
  }

  /** What a stopped server left undone is done at the next start. */
  onApplicationBootstrap(): void {
    void this.background.run(() => this.settle()).catch((error: unknown) => this.logger.error(error));
  }

  private async settle(): Promise<void> {
    const { faults } = await this.releases.settle();
    for (const fault of faults.values()) this.logger.error(fault.message);
  }

  private async work(): Promise<Bilingual> {
    const { published, failures } = await this.releases.publishDue(SCHEDULE);
    const { changed, faults } = await this.releases.settle();
    // The others are still published; the run counts as failed, so that it is reported.
    const [failure] = [...failures, ...faults.values()];
    if (failure) throw failure;
    return {
      zh: `公布：${published.map((id) => releaseName(id).zh).join('、') || '–'}；公布目录更新 ${changed.length} 期`,
      en: `published: ${published.map((id) => releaseName(id).en).join(', ') || '–'}; ${changed.length} bundles of the public folder brought in line`,
    };
  }

  private async upcoming(): Promise<Upcoming[]> {
    const releases = await listReleases(await this.state.get());
    return releases.flatMap(({ id, publishAt }) =>
      publishAt === null
        ? []
        : [
            {
              on: publishAt.slice(0, 10),
              what: {
                zh: `${publishAt.slice(11, 16)} 公布${releaseName(id).zh}`,
                en: `publish ${releaseName(id).en} at ${publishAt.slice(11, 16)}`,
              },
            },
          ],
    );
  }
}
