import type { ReleaseInfo } from '@skill-ledger/contracts';
import type { Programme } from '../programme/programme.ts';
import { workingDays } from '../programme/working-days.ts';
import { periodsOf } from '../scoring/period.ts';

/** Threshold with the working days after a period's end within which it is published. */
const DUE_DAYS = 'release.dueDays';

/** The periods that end while the programme is in force, each with its due date; null where it sets no time limit. */
export function releaseSchedule(
  programme: Pick<Programme, 'facts' | 'calendar' | 'thresholds'>,
): ReleaseInfo['schedule'] {
  const limit = programme.thresholds.get(DUE_DAYS);
  if (!limit) return null;
  const dueDays = Number(limit.value);
  const days = workingDays(programme);
  const periods = periodsOf(programme.facts)
    .filter(({ to }) => to >= programme.facts.inForceFrom)
    .map(({ id, from, to }) => ({ period: id, from, to, dueOn: days.after(to, dueDays) }))
    .sort((a, b) => a.to.localeCompare(b.to) || a.period.localeCompare(b.period));
  return { dueDays, clause: limit.clause, periods };
}
