import { instantInShanghai } from '@skill-ledger/contracts';
import { CronTime } from 'cron';

const ZONE = 'Asia/Shanghai';

/** The next instant after another at which a cron expression is due, in China's time. */
export const nextDue = (cron: string, after: Date): Date =>
  new CronTime(cron, ZONE).getNextDateFrom(after, ZONE).toJSDate();

/**
 * The last instant in (after, now] at which work was due: what was missed while the server was down is done once, not
 * as often as it was missed. Null where it was not due.
 */
export function lastMissed(cron: string, after: Date, now: Date): string | null {
  let last: Date | null = null;
  for (let due = nextDue(cron, after); due <= now; due = nextDue(cron, due)) last = due;
  return last && instantInShanghai(last);
}
