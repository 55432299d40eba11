import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Inject, Injectable, Logger, ServiceUnavailableException } from '@nestjs/common';
import { dayInShanghai } from '@skill-ledger/contracts';
import { buildSite, homePaths, PUBLISHED_INDEX, type Site } from '@skill-ledger/etl';
import { SERVER_CONFIG, type ServerConfig } from '../config/config.ts';

/** The public site, built from the folder of published bundles, and rebuilt when its index or the day changes. */
@Injectable()
export class PublicSiteService {
  private readonly logger = new Logger('public');
  private readonly folder: string;
  private readonly base: string;
  private readonly services: readonly ('track' | 'notices')[];
  private made: { key: string; site: Promise<Site> } | null = null;
  /** What is shown while the folder cannot be read. */
  private last: Site | null = null;

  constructor(@Inject(SERVER_CONFIG) { home, publicFolder, publicUrl }: ServerConfig) {
    this.folder = publicFolder ?? homePaths(home).public;
    // A server of bundles alone offers nothing that needs a home.
    this.services = publicFolder === undefined ? ['notices', 'track'] : [];
    this.base = publicUrl === undefined ? '' : `${publicUrl}/public/`;
  }

  /** @throws ServiceUnavailableException if the folder is damaged and no site was made before */
  async get(): Promise<Site> {
    const today = dayInShanghai();
    const key = `${today} ${await this.stamp()}`;
    if (this.made?.key !== key) {
      this.made = { key, site: this.build(today) };
    }
    try {
      this.last = await this.made.site;
    } catch (error) {
      this.logger.error(error instanceof Error ? error.message : String(error));
    }
    if (this.last) return this.last;
    throw unreadable();
  }

  private async build(today: string): Promise<Site> {
    const site = await buildSite(this.folder, { today, base: this.base, services: this.services });
    for (const fault of site.published.damaged.values()) this.logger.error(fault.message);
    return site;
  }

  /** Changes whenever the index is replaced. */
  private async stamp(): Promise<string> {
    const found = await stat(join(this.folder, PUBLISHED_INDEX)).catch(() => null);
    return found === null ? 'none' : `${found.ino} ${found.mtimeMs} ${found.size}`;
  }
}

/** Tells readers no path: the log does. */
export const unreadable = (): ServiceUnavailableException =>
  new ServiceUnavailableException({
    zh: '公开数据暂时无法读取，请稍后再试',
    en: 'the published data cannot be read at the moment: try again later',
  });
