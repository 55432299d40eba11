import { ForbiddenException, Injectable } from '@nestjs/common';
import { note } from '@skill-ledger/state';
import { StateService } from '../state/state.service.ts';
import { actorOf, type Caller } from './caller.ts';

/** Notes every look at personal data that is not masked, with what it is for (spec 5, "Access and privacy"). */
@Injectable()
export class PurposeService {
  constructor(private readonly state: StateService) {}

  /** @param subject what was looked at; tells nothing of persons */
  async noteView(caller: Caller, subject: string, rows: number): Promise<void> {
    await this.note(caller, 'personal.view', subject, { rows });
  }

  /** @throws ForbiddenException where it has not been said what for */
  async noteExport(caller: Caller, subject: string): Promise<void> {
    if (caller.session.purpose === null) {
      throw new ForbiddenException({
        zh: '导出含个人信息的数据前，请先写明用途',
        en: 'say what it is for before you export personal data',
      });
    }
    await this.note(caller, 'personal.export', subject, {});
  }

  /** A look that the work itself asks for, such as mending quarantined rows. */
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
