import { ForbiddenException, Injectable } from '@nestjs/common';
import { note } from '@skill-ledger/state';
import { actorOf, type Caller } from '../http/caller.ts';
import { StateService } from '../state/state.service.ts';

/** Logs every access to unmasked personal data, with its purpose (spec 5, "Access and privacy"). */
@Injectable()
export class PurposeService {
  constructor(private readonly state: StateService) {}

  /** @param subject what was accessed, without personal data */
  async noteView(caller: Caller, subject: string, rows: number): Promise<void> {
    await this.note(caller, 'personal.view', subject, { rows });
  }

  /** @throws ForbiddenException if no purpose is stated */
  refuseUnstated(caller: Caller): void {
    if (caller.session.purpose !== null) return;
    throw new ForbiddenException({
      zh: '导出含个人信息的数据前，请先写明用途',
      en: 'state the purpose before exporting personal data',
    });
  }

  /** @throws ForbiddenException if no purpose is stated */
  async noteExport(caller: Caller, subject: string): Promise<void> {
    this.refuseUnstated(caller);
    await this.note(caller, 'personal.export', subject, {});
  }

  /** Access that is part of a task, such as correcting quarantined rows. */
  async noteWork(caller: Caller, subject: string, purpose: string, rows: number): Promise<void> {
    await note(await this.state.get(), actorOf(caller), {
      action: 'personal.view',
      subject,
      detail: { purpose: caller.session.purpose?.text ?? purpose, rows },
    });
  }

  private async note(caller: Caller, action: string, subject: string, detail: object): Promise<void> {
    const purpose = caller.session.purpose?.text;
    await note(await this.state.get(), actorOf(caller), { action, subject, detail: { purpose, ...detail } });
  }
}
