import type { Account, Role } from '@skill-ledger/contracts';
import type { Caller } from '../http/caller.ts';

/** An invented user: it has no session and cannot sign in. */
function user(role: Role, name: string, displayName: string, unit: string | null = null): Caller {
  const account: Account = {
    ...{ id: name, name, displayName, role, unit },
    ...{ disabled: false, demo: true, mustChange: false },
  };
  return {
    account,
    session: { tokenHash: '', account, seenAt: '', means: 'demo', purpose: null, language: null },
    address: 'demo',
    figuresShared: false,
  };
}

export const OFFICE = user('office', 'demo-office', '演示·专班办公室');
export const FINANCE = user('finance', 'demo-finance', '演示·财政局');
export const LEADER = user('leader', 'demo-leader', '演示·分管领导');
export const clerkOf = (unit: string): Caller => user('unit', 'demo-clerk', '演示·经办人', unit);
export const headOf = (unit: string): Caller => user('unit', 'demo-head', '演示·负责人', unit);
