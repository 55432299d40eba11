import { userInfo } from 'node:os';
import type { Actor, AuditEvent } from '@skill-ledger/state';
import { resolveHome } from '../home/home.ts';
import { say } from './output.ts';

/** Whoever runs this command: the server's caller where it was started there, else the system's user. */
export function commandActor(): Actor {
  const { SKILL_LEDGER_BY: name, SKILL_LEDGER_UNIT: unit } = process.env;
  return { name: name ?? `命令行:${systemUser()}`, role: null, unit: unit || null, address: null };
}

function systemUser(): string {
  try {
    return userInfo().username;
  } catch {
    // A container may run under a number that has no name.
    return String(process.getuid?.() ?? '?');
  }
}

/** Notes in the audit log what has been done; the event stands even where that fails, and it is said. */
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
      `已完成，但未能记入审计日志 · done, but not noted in the audit log: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}
