import { GoneException, Injectable, NotFoundException } from '@nestjs/common';
import { CURRENT_RELEASE, type DataPackage, type PublicReleasesAnswer } from '@skill-ledger/contracts';
import type { Site } from '@skill-ledger/etl';
import { PublicSiteService, unreadable } from './public-site.service.ts';

/** Answers of the open data interface. */
@Injectable()
export class PublicDataService {
  constructor(private readonly site: PublicSiteService) {}

  /** The Data Package of the release in force; its paths are relative to the interface. @throws NotFoundException */
  async entry(): Promise<DataPackage> {
    const { published } = await this.site.get();
    if (!published.current) throw nothingYet();
    const { entry, description } = published.current;
    const resources = description.resources.map((one) => ({
      ...one,
      path: `releases/${entry.id}/${one.path}`,
    }));
    return { ...description, resources };
  }

  /** Every release, newest first, withdrawn ones too. */
  async releases(): Promise<PublicReleasesAnswer> {
    const { published } = await this.site.get();
    const entries = [...published.releases.map(({ entry }) => entry), ...published.withdrawn];
    return {
      current: published.current?.entry.id ?? null,
      releases: entries
        .sort((a, b) => b.publishedAt.localeCompare(a.publishedAt))
        .map(({ difference: _, ...entry }) => entry),
    };
  }

  /** @param asked an id, or `current` @throws NotFoundException, GoneException with the reason, ServiceUnavailableException */
  async find(asked: string): Promise<{ site: Site; id: string }> {
    const site = await this.site.get();
    const { current, releases, withdrawn, damaged } = site.published;
    if (asked === CURRENT_RELEASE) {
      if (!current) throw nothingYet();
      return { site, id: current.entry.id };
    }
    const gone = withdrawn.find(({ id }) => id === asked);
    if (gone) {
      throw new GoneException({
        zh: `${asked} 已撤回：${gone.reason ?? ''}`,
        en: `${asked} was withdrawn: ${gone.reason ?? ''}`,
      });
    }
    if (releases.some(({ entry }) => entry.id === asked)) return { site, id: asked };
    if (damaged.has(asked)) throw unreadable();
    throw new NotFoundException({
      zh: '没有这个版本；全部版本见 /api/public/v1/releases',
      en: 'no such release: see /api/public/v1/releases',
    });
  }
}

const nothingYet = (): NotFoundException =>
  new NotFoundException({ zh: '还没有公开的数据', en: 'nothing has been published yet' });
