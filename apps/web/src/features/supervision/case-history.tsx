import { CASE_STATUS_LABELS, type CaseEvent, type CaseStatus } from '@skill-ledger/contracts';
import { useLanguage } from '../../i18n/language.ts';
import { useProgramme } from '../../programme/programme.tsx';
import { formatInstant } from '../../ui/format.ts';
import { formatAnyYuan } from '../../ui/money.ts';
import styles from './case-history.module.css';
import { useTexts } from './texts.ts';

/** Statuses that are verdicts; the others are progress. */
const VERDICTS: CaseStatus[] = ['confirmed', 'dismissed', 'rectified'];

/** Who did what, when and why, latest first. */
export function CaseHistory({ events }: { events: CaseEvent[] }) {
  const text = useTexts();
  const { language } = useLanguage();
  if (events.length === 0) return <p className={styles.about}>{text.noHistory}</p>;
  return (
    <ol className={styles.history}>
      {events.toReversed().map((event) => (
        <li key={event.nth}>
          <span className={styles.about}>
            {[formatInstant(event.at, language), event.by, event.unit].filter(Boolean).join(' · ')}
          </span>
          <Change change={event.change} />
          {event.comment !== null && <p>{event.comment}</p>}
        </li>
      ))}
    </ol>
  );
}

function Change({ change }: { change: CaseEvent['change'] }) {
  const { events } = useTexts();
  const { say } = useLanguage();
  const { dismissals } = useProgramme();
  const reason = dismissals.find(({ code }) => code === change.reason);
  const said = [
    change.status &&
      (VERDICTS.includes(change.status) ? events.verdict : events.status)(
        say(CASE_STATUS_LABELS[change.status]),
      ),
    change.reason && events.reason(reason ? say(reason.label) : change.reason),
    change.assignee !== undefined && events.assignee(change.assignee),
    change.dueOn !== undefined && events.dueOn(change.dueOn),
    change.recovered && events.recovered(formatAnyYuan(change.recovered)),
    change.file && events.file(change.file),
  ].filter(Boolean);
  return said.length > 0 ? <strong>{said.join(' · ')}</strong> : null;
}
