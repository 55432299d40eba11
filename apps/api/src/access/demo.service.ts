import { ForbiddenException, Inject, Injectable, Logger, NotFoundException } from '@nestjs/common';
import { type Account, Role, type SessionAnswer } from '@skill-ledger/contracts';
import { homeInfo, isDemoHome, loadProgramme, programmeFolder } from '@skill-ledger/etl';
import { addAccount, change, findAccount, newAccountRow } from '@skill-ledger/state';
import { SERVER_CONFIG, type ServerConfig } from '../config/config.ts';
import { StateService } from '../state/state.service.ts';

const DEMO_NAMES: Record<Role, string> = {
  leader: '演示·专班领导',
  office: '演示·专班办公室',
  finance: '演示·财政局',
  unit: '演示·成员单位',
  auditor: '演示·审计',
  admin: '演示·管理员',
};

/** Demonstration accounts, one per role, without passwords. */
@Injectable()
export class DemoService {
  private readonly logger = new Logger('demo');
  private endReported = false;

  constructor(
    @Inject(SERVER_CONFIG) private readonly config: ServerConfig,
    private readonly state: StateService,
  ) {}

  /** Roles that can be tried with one click; none outside a demonstration. */
  async roles(): Promise<SessionAnswer['demo']> {
    const info = await homeInfo(this.config.home);
    if (!info?.demo) return [];
    if (!(await isDemoHome(this.config.home))) {
      this.reportEnd();
      return [];
    }
    const { units } = await loadProgramme(programmeFolder(info.programme));
    const unit = units.find(({ kind }) => kind === 'town')?.name ?? null;
    return Role.options.map((role) => ({ role, unit: role === 'unit' ? unit : null }));
  }

  private reportEnd(): void {
    if (this.endReported) return;
    this.endReported = true;
    this.logger.error(
      '演示已关闭：数据文件夹中有并非 skill-ledger demo 生成的台账，须凭账号登录 · the demonstration has ended: the home holds ledgers that skill-ledger demo did not invent, accounts are needed',
    );
  }

  /** The account of a role, created on first use. @throws NotFoundException outside a demonstration, ForbiddenException */
  async account(role: Role): Promise<Account> {
    const offered = (await this.roles()).find((one) => one.role === role);
    if (!offered) {
      throw new NotFoundException({
        zh: '只有演示数据才能一键登录',
        en: 'one-click sign-in is available in demonstrations only',
      });
    }
    const state = await this.state.get();
    const name = `demo-${role}`;
    const fields = { ...offered, name, displayName: DEMO_NAMES[role], password: null, demo: true };
    const row = await newAccountRow(fields);
    await change(state, (within) => addAccount(within, row));
    const account = await findAccount(state, name);
    if (account?.demo && !account.disabled) return account;
    throw new ForbiddenException({ zh: '这个演示账号已停用', en: 'this account is disabled' });
  }
}
