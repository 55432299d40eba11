import { z } from 'zod';
import type { Bilingual } from './text.ts';

/** End of a chain of audit entries at some time, and its state store. */
export const AuditAnchor = z.object({
  /** Id of the state store. */
  store: z.string(),
  /** Number and hash of the last entry. */
  seq: z.int(),
  hash: z.string(),
});
export type AuditAnchor = z.infer<typeof AuditAnchor>;

/**
 * Whether the state store is the one that the home was last used with, with every entry it had then: `unbound` if the home was
 * never used with one, `foreign` if it is another or a new one, `cut` if entries are missing or differ.
 */
export const AuditBinding = z.enum(['bound', 'unbound', 'foreign', 'cut']);
export type AuditBinding = z.infer<typeof AuditBinding>;

/** The problem with a state store that does not belong to the home, and what to do. */
export const BINDING_PROBLEMS: Record<'foreign' | 'cut', Bilingual> = {
  foreign: {
    zh: '状态库（账号、审计日志）不是本数据文件夹原来的那一个：可能丢失、被清空或接错。请停止服务并从备份恢复 state.sqlite（或改正 SKILL_LEDGER_STATE_URL）；确认无法恢复时用 skill-ledger audit accept 接受，并会记入新的审计日志',
    en: 'the state store (accounts, audit log) is not the one that this home worked with: it was lost, emptied or mistaken. Stop the server and restore state.sqlite from a backup (or correct SKILL_LEDGER_STATE_URL); where that is impossible, skill-ledger audit accept takes it as it is and notes that in the new log',
  },
  cut: {
    zh: '审计日志缺少或改动了本数据文件夹此前见过的条目：状态库可能被截断或换成了旧备份。请从备份恢复；确认无法恢复时用 skill-ledger audit accept 接受，并会记入审计日志',
    en: 'the audit log lacks entries that this home has seen, or has others in their place: the state store was cut or replaced by an older backup. Restore it from a backup; where that is impossible, skill-ledger audit accept takes it as it is and notes that in the log',
  },
};
