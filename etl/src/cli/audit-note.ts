import { userInfo } from 'node:os';
import type { Actor } from '@skill-ledger/state';
import { auditLink } from '../home/audit-link.ts';
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

/**
 * Adds what this command, or a killed one before it, has done to the audit log. If that fails, the operation is kept, the
 * next command or the server adds the entry, and a warning is printed.
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
      `已完成，但暂未记入审计日志，下次启动时补记 · done, but not written to the audit log yet; the entry is added at the next start: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

/** A text in both languages, for the terminal. */
export const wordsOf = ({ zh, en }: { zh: string; en: string }): string => `${zh}\n${en}`;
