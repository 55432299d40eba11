import { z } from 'zod';
import { AuditBinding } from './audit-binding.ts';
import { type AuditAction as Action, AUDIT_ACTION_LABELS } from './audit-labels.ts';
import { Day } from './query.ts';

/** An action of the audit log. */
export const AuditAction = z.enum(Object.keys(AUDIT_ACTION_LABELS) as [Action, ...Action[]]);
export type AuditAction = Action;

/** An entry of the audit log, kept permanently. */
export const AuditEntry = z.object({
  /** 1, 2, 3 … without a gap. */
  seq: z.int(),
  /** Instant, ISO with offset. */
  at: z.string(),
  /** Account name, or `命令行:` with the system's user; null without a session. */
  actor: z.string().nullable(),
  role: z.string().nullable(),
  unit: z.string().nullable(),
  /** Network address; null on the command line. */
  address: z.string().nullable(),
  /** The action, e.g. `session.open`; any text, because entries of other versions and changed ones are shown as well. */
  action: z.string(),
  /** The subject: an account, a batch, a figure … */
  subject: z.string().nullable(),
  detail: z.record(z.string(), z.unknown()),
  /** SHA-256 over the previous hash and this entry, hexadecimal. */
  hash: z.string(),
});
export type AuditEntry = z.infer<typeof AuditEntry>;

export const AuditQuery = z.object({
  actor: z.string().trim().max(100).optional(),
  action: AuditAction.optional(),
  from: Day.optional(),
  until: Day.optional(),
  limit: z.coerce.number().int().min(1).max(500).default(50),
  offset: z.coerce.number().int().min(0).default(0),
});
export type AuditQuery = z.infer<typeof AuditQuery>;

export const AuditAnswer = z
  .object({
    total: z.int(),
    rows: z.array(AuditEntry),
    /** Every known action that occurs in the log. */
    actions: z.array(AuditAction),
    /** Whether each entry's hash matches the chain, and the first entry that does not. */
    chain: z.object({
      whole: z.boolean(),
      /** Entries verified. */
      entries: z.int(),
      broken: z.int().nullable(),
      head: z.string(),
      /** Whether this is the log that the home has worked with. */
      binding: AuditBinding,
      /** Entries not yet verified: a long log is verified in the background. */
      pending: z.int(),
    }),
  })
  .meta({ id: 'AuditAnswer' });
export type AuditAnswer = z.infer<typeof AuditAnswer>;
