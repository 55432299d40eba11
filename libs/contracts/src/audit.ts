import { z } from 'zod';
import { AuditBinding } from './audit-binding.ts';

/** Actions in the audit log. The pages do not compile until a new one has its labels. */
export const AUDIT_ACTIONS = [
  'session.open',
  'session.refused',
  'session.close',
  'password.change',
  'password.reset',
  'purpose.state',
  'purpose.end',
  'personal.view',
  'personal.export',
  'account.create',
  'account.change',
  'figures.share',
  'access.refused',
  'audit.export',
  'batch.load',
  'batch.withdraw',
  'snapshot.use',
  'snapshot.refresh',
  'audit.accept',
  'warnings.acknowledge',
  'finding.change',
  'finding.attach',
  'record.person',
  'record.institution',
  'evaluation.open',
  'evaluation.save',
  'evaluation.attach',
  'evaluation.detach',
  'evaluation.handIn',
  'evaluation.takeBack',
  'evaluation.confirm',
  'evaluation.accept',
  'evaluation.return',
  'evaluation.review',
  'evaluation.finishReview',
  'evaluation.reopenReview',
  'evaluation.finalise',
  'evaluation.publish',
  'evaluation.unpublish',
  'evaluation.planPeriod',
  'evaluation.dropPlan',
  'evaluation.openPeriod',
  'evaluation.setClosing',
  'evaluation.closePeriod',
  'evaluation.finalisePeriod',
  'evaluation.publishPeriod',
  'evaluation.unpublishPeriod',
  'task.give',
  'task.start',
  'task.reply',
  'task.handIn',
  'task.return',
  'task.close',
  'task.reopen',
  'task.change',
  'task.attach',
  'release.build',
  'release.acknowledge',
  'release.submit',
  'release.return',
  'release.approve',
  'release.schedule',
  'release.unschedule',
  'release.publish',
  'release.supersede',
  'release.askWithdrawal',
  'release.keep',
  'release.withdraw',
  'release.discard',
  'schedule.run',
  'report.write',
  'report.edit',
  'report.renew',
  'report.review',
  'report.return',
  'report.finalise',
  'report.correct',
  'report.restore',
] as const;
export type AuditAction = (typeof AUDIT_ACTIONS)[number];

/** Names of the details of an entry; each has its labels too. */
export const AUDIT_DETAILS = [
  'means',
  'purpose',
  'rows',
  'unmasked',
  'warnings',
  'comment',
  'commented',
  'findings',
  'sha256',
  'bytes',
  'entries',
  'role',
  'unit',
  'disabled',
  'displayName',
  'shared',
  'everywhere',
  'files',
  'status',
  'reason',
  'assign',
  'dueOn',
  'opensOn',
  'closesOn',
  'rectifyBy',
  'recovered',
  'need',
  'times',
  'since',
  'form',
  'from',
  'to',
  'fields',
  'total',
  'grade',
  'rank',
  'scheme',
  'units',
  'snapshot',
  'final',
  'missing',
  'forms',
  'origin',
  'tasks',
  'importance',
  'late',
  'indicators',
  'finished',
  'submission',
  'operation',
  'at',
  'binding',
  'former',
  'check',
  'publishAt',
  'digest',
  'report',
] as const;
export type AuditDetailName = (typeof AUDIT_DETAILS)[number];

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
      /** Whether this is the log that the home has worked with. */
      binding: AuditBinding,
      /** Entries not yet verified: a long log is verified in the background. */
      pending: z.int(),
    }),
  })
  .meta({ id: 'AuditAnswer' });
export type AuditAnswer = z.infer<typeof AuditAnswer>;
