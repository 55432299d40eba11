import { z } from 'zod';

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
  /** The action, e.g. `session.open`. */
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
  action: z.string().trim().max(60).optional(),
  from: z.iso.date().optional(),
  until: z.iso.date().optional(),
  limit: z.coerce.number().int().min(1).max(500).default(50),
  offset: z.coerce.number().int().min(0).default(0),
});
export type AuditQuery = z.infer<typeof AuditQuery>;

export const AuditAnswer = z
  .object({
    total: z.int(),
    rows: z.array(AuditEntry),
    /** Every action that occurs in the log. */
    actions: z.array(z.string()),
    /** Whether each entry's hash matches the chain, and the first entry that does not. */
    chain: z.object({
      whole: z.boolean(),
      /** Entries verified. */
      entries: z.int(),
      broken: z.int().nullable(),
      head: z.string(),
      /** Entries not yet verified: a long log is verified in the background. */
      pending: z.int(),
    }),
  })
  .meta({ id: 'AuditAnswer' });
export type AuditAnswer = z.infer<typeof AuditAnswer>;
