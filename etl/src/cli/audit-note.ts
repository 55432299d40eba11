import { userInfo } from 'node:os';
import type { Actor } from '@skill-ledger/state';
import { auditLink } from '../home/audit-link.ts';
import { resolveHome } from '../home/home.ts';
import { say } from './output.ts';

/** The user that the audit log names: the caller of the server that started this command, else the system's user. */
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

/**
 * Notes in the audit log what this command, or one that was killed before, has done. If that fails, what was done stays
 * done, is noted by the next command or by the server, and a message says so.
 */
export async function noteOperations(): Promise<void> {
  try {
    const { openState, reconcile } = await import('@skill-ledger/state');
    const state = await openState(resolveHome(), process.env.SKILL_LEDGER_STATE_URL || undefined);
    try {
      const binding = await reconcile(state, auditLink(resolveHome()));
      const { BINDING_PROBLEMS } = await import('@skill-ledger/contracts');
      if (binding === 'foreign' || binding === 'cut') say(wordsOf(BINDING_PROBLEMS[binding]));
    } finally {
      await state.destroy();
    }
  } catch (error) {
    say(
      `已完成，但暂未记入审计日志，下次启动时补记 · done, but not noted in the audit log yet; that is made up for at the next start: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

/** A text in both languages, for the terminal. */
export const wordsOf = ({ zh, en }: { zh: string; en: string }): string => `${zh}\n${en}`;
