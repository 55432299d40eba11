import { instantInShanghai } from '@skill-ledger/contracts';
import { CronTime } from 'cron';

const ZONE = 'Asia/Shanghai';
const DAY_MS = 86_400_000;

/** The next instant after another at which a cron expression is due, in China's time. */
export const nextDue = (cron: string, after: Date): Date =>
  new CronTime(cron, ZONE).getNextDateFrom(after, ZONE).toJSDate();

/**
 * The last instant in (after, now] at which work was due: what was missed while the server was down is done once, not
 * as often as it was missed. Null where it was not due.
 */
export function lastMissed(cron: string, after: Date, now: Date): string | null {
  // Looked for from the end: years may lie between.
  for (let span = DAY_MS; ; span *= 4) {
    const start = Math.max(after.getTime(), now.getTime() - span);
    let last: Date | null = null;
    for (let due = nextDue(cron, new Date(start)); due <= now; due = nextDue(cron, due)) last = due;
    if (last !== null) return instantInShanghai(last);
    if (start === after.getTime()) return null;
  }
}
