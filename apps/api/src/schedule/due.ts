import { instantInShanghai } from '@skill-ledger/contracts';
import { CronTime } from 'cron';

const ZONE = 'Asia/Shanghai';
const DAY_MS = 86_400_000;

/** The next instant after another at which a cron expression is due, in China's time. */
export const nextDue = (cron: string, after: Date): Date =>
  new CronTime(cron, ZONE).getNextDateFrom(after, ZONE).toJSDate();

/**
 * The last instant in (after, now] at which work was due: runs missed while the server was down are made up once. Null if it
 * was not due.
 */
export function lastMissed(cron: string, after: Date, now: Date): string | null {
  // Searched from the end: the interval may be years.
  for (let span = DAY_MS; ; span *= 4) {
    const start = Math.max(after.getTime(), now.getTime() - span);
    let last: Date | null = null;
    for (let due = nextDue(cron, new Date(start)); due <= now; due = nextDue(cron, due)) last = due;
    if (last !== null) return instantInShanghai(last);
    if (start === after.getTime()) return null;
  }
}
