import { Injectable, NotFoundException } from '@nestjs/common';
import { type ClassWay, ClassWayQuery, type Language } from '@skill-ledger/contracts';
import { readClassWay, trackPage } from '@skill-ledger/etl';
import { CurrentSnapshotService } from '../snapshots/current-snapshot.service.ts';
import { PublicSiteService } from './public-site.service.ts';

/** Looks up classes in the current snapshot. */
@Injectable()
export class TrackService {
  constructor(
    private readonly current: CurrentSnapshotService,
    private readonly site: PublicSiteService,
  ) {}

  /** @throws NotFoundException unless number and first day are those of one class */
  async get(query: ClassWayQuery): Promise<ClassWay> {
    const way = await this.find(query);
    if (way) return way;
    throw new NotFoundException({
      zh: '没有找到：请核对班级编号和开班日期，两项都须与开班通知一致',
      en: 'not found: check the class number and the first day, both as in the notice of the class',
    });
  }

  /** The page with the form and, if it was sent, the result. `found`: nothing was asked, or there is such a class. */
  async page(language: Language, query: Record<string, unknown>): Promise<{ found: boolean; html: string }> {
    const { published } = await this.site.get();
    const asked = asTyped(query);
    const valid = ClassWayQuery.safeParse(asked);
    const way = valid.success ? await this.find(valid.data) : null;
    return {
      found: asked === null || way !== null,
      html: trackPage(published, language, { asked, way }),
    };
  }

  private find(query: ClassWayQuery): Promise<ClassWay | null> {
    return this.current.read((connection) => readClassWay(connection, query));
  }
}

/** Content of the form; null if it was not sent. */
function asTyped(query: Record<string, unknown>): { class: string; start: string } | null {
  if (query.class === undefined && query.start === undefined) return null;
  const text = (value: unknown): string => (typeof value === 'string' ? value.slice(0, 64) : '');
  return { class: text(query.class), start: text(query.start) };
}
