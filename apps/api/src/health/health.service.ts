import { statfs } from 'node:fs/promises';
import { Inject, Injectable } from '@nestjs/common';
import { type Bilingual, type Health, MIN_FREE_BYTES } from '@skill-ledger/contracts';
import { SERVER_CONFIG, type ServerConfig } from '../config/config.ts';
import { CurrentSnapshotService } from '../snapshots/current-snapshot.service.ts';
import { ReconcileService } from '../state/reconcile.service.ts';

const NOTHING_LOADED: Bilingual = { zh: '还没有数据', en: 'nothing has been loaded yet' };
const NO_SNAPSHOT: Bilingual = {
  zh: '没有可用的快照，请从备份恢复',
  en: 'no snapshot can be opened: restore a backup',
};
const OLDER_SNAPSHOT: Bilingual = {
  zh: '当前快照损坏或缺失，正在提供较早的快照；请恢复文件，或用 skill-ledger snapshots use 切换',
  en: 'the current snapshot is damaged or missing and an earlier one answers: restore the file, or choose another with skill-ledger snapshots use',
};
const NO_STATE: Bilingual = {
  zh: '状态库不可用，无法登录',
  en: 'the state store cannot be used: users cannot sign in',
};
const OTHER_STATE: Bilingual = {
  zh: '状态库不是本数据文件夹原来的那一个，或审计日志有缺失；请运行 skill-ledger audit verify',
  en: 'the state store is not the one of this home, or the audit log lacks entries: run skill-ledger audit verify',
};
const DISK_FULL: Bilingual = {
  zh: '磁盘空间即将用尽或已满，可能无法保存；请清理',
  en: 'the disk is full or nearly so, and nothing may be saved: free some space',
};

/** What an operator has to know of the server: snapshot, state store, disk. */
@Injectable()
export class HealthService {
  constructor(
    @Inject(SERVER_CONFIG) private readonly config: ServerConfig,
    private readonly current: CurrentSnapshotService,
    private readonly reconcile: ReconcileService,
  ) {}

  async ready(): Promise<Health> {
    const snapshot = await this.current.currentId();
    const state = await this.stateProblem();
    const isDown = snapshot === null || state === NO_STATE;
    const problems = [await this.snapshotProblem(snapshot), state, await this.diskProblem()].filter(
      (problem) => problem !== null,
    );
    return { status: isDown ? 'down' : problems.length > 0 ? 'degraded' : 'ok', snapshot, problems };
  }

  private async snapshotProblem(snapshot: string | null): Promise<Bilingual | null> {
    if (await this.current.isCurrent()) return snapshot === null ? NOTHING_LOADED : null;
    return snapshot === null ? NO_SNAPSHOT : OLDER_SNAPSHOT;
  }

  private async stateProblem(): Promise<Bilingual | null> {
    try {
      const binding = await this.reconcile.run();
      return binding === 'foreign' || binding === 'cut' ? OTHER_STATE : null;
    } catch {
      return NO_STATE;
    }
  }

  private async diskProblem(): Promise<Bilingual | null> {
    try {
      const { bavail, bsize } = await statfs(this.config.home);
      return bavail * bsize < (this.config.leastFreeBytes ?? MIN_FREE_BYTES) ? DISK_FULL : null;
    } catch {
      // A home that is missing is reported with the snapshot.
      return null;
    }
  }
}
