import { userInfo } from 'node:os';
import type { Actor, AuditEvent } from '@skill-ledger/state';
import { resolveHome } from '../home/home.ts';
import { say } from './output.ts';

/** The user in the audit log: the caller of the server that started this command, else the system user. */
export function commandActor(): Actor {
  const { SKILL_LEDGER_BY: name, SKILL_LEDGER_UNIT: unit } = process.env;
  return { name: name ?? `命令行:${systemUser()}`, role: null, unit: unit || null, address: null };
}

function systemUser(): string {
  try {
    return userInfo().username;
  } catch {
    // In a container the user id may have no name.
    return String(process.getuid?.() ?? '?');
  }
}

/** Adds an entry to the audit log. If that fails, the operation is kept and a warning is printed. */
export async function noteCommand(event: AuditEvent): Promise<void> {
  try {
    const { note, openState } = await import('@skill-ledger/state');
    const state = await openState(resolveHome(), process.env.SKILL_LEDGER_STATE_URL || undefined);
    try {
      await note(state, commandActor(), event);
    } finally {
      await state.destroy();
    }
  } catch (error) {
    say(
      `已完成，但未能记入审计日志 · done, but not written to the audit log: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}
