import { Injectable } from '@nestjs/common';
import {
  addAccount,
  change,
  countAdmins,
  NO_ACCOUNT,
  newAccountRow,
  randomPassword,
  record,
} from '@skill-ledger/state';
import { StateService } from '../state/state.service.ts';

/** Creates the first administrator if the server starts without one. */
@Injectable()
export class FirstAdministratorService {
  constructor(private readonly state: StateService) {}

  /** @returns the password, shown only once; null if an administrator exists */
  async create(): Promise<string | null> {
    const state = await this.state.get();
    if ((await countAdmins(state)) > 0) return null;
    const password = randomPassword();
    const row = await newAccountRow({
      name: 'admin',
      displayName: '系统管理员',
      role: 'admin',
      unit: null,
      password,
      mustChange: true,
    });
    const created = await change(state, async (within) => {
      if (!(await addAccount(within, row))) return false;
      await record(within, NO_ACCOUNT, {
        action: 'account.create',
        subject: 'admin',
        detail: { role: 'admin' },
      });
      return true;
    });
    return created ? password : null;
  }
}
