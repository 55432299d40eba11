import { ForbiddenException, Injectable } from '@nestjs/common';
import type { AuditAction, Bilingual } from '@skill-ledger/contracts';
import { note } from '@skill-ledger/state';
import { actorOf, type Caller } from '../http/caller.ts';
import { StateService } from '../state/state.service.ts';

/** Number of remembered views; a forgotten view is logged again. */
const MAX_NOTED = 10_000;

/** Refusals of actions that need a stated purpose. */
const UNSTATED = {
  export: {
    zh: '导出含个人信息的数据前，请先写明用途',
    en: 'state the purpose before exporting personal data',
  },
  mend: {
    zh: '待修正的行含个人信息，未写明用途时是遮盖的，不能修改；请先写明用途',
    en: 'quarantined rows hold personal data and are masked: state the purpose before fixing them',
  },
} satisfies Record<string, Bilingual>;

/** Logs every access to unmasked personal data, with its purpose (spec 5, "Access and privacy"). */
@Injectable()
export class PurposeService {
  /** Views already logged for purposes in effect. */
  private readonly noted = new Set<string>();

  constructor(private readonly state: StateService) {}

  /** @param subject what was accessed, without personal data */
  async noteView(caller: Caller, subject: string, rows: number): Promise<void> {
    await this.note(caller, 'personal.view', subject, { rows });
  }

  /** As `noteView`, once for each purpose stated: for answers that open pages ask for again and again. */
  async noteViewOnce(caller: Caller, subject: string, rows: number): Promise<void> {
    const { tokenHash, purpose } = caller.session;
    const view = [tokenHash, purpose?.until, subject, rows].join(' ');
    if (this.noted.has(view)) return;
    await this.noteView(caller, subject, rows);
    if (this.noted.size >= MAX_NOTED) this.noted.clear();
    this.noted.add(view);
  }

  /** @throws ForbiddenException if no purpose is stated */
  refuseUnstated(caller: Caller, action: keyof typeof UNSTATED = 'export'): void {
    if (caller.session.purpose === null) throw new ForbiddenException(UNSTATED[action]);
  }

  /** @throws ForbiddenException if no purpose is stated */
  async noteExport(caller: Caller, subject: string): Promise<void> {
    this.refuseUnstated(caller);
    await this.note(caller, 'personal.export', subject, {});
  }

  private async note(
    caller: Caller,
    action: AuditAction,
    subject: string,
    detail: { rows?: number },
  ): Promise<void> {
    const purpose = caller.session.purpose?.text;
    await note(await this.state.get(), actorOf(caller), { action, subject, detail: { purpose, ...detail } });
  }
}
