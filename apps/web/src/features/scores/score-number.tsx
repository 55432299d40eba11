import type { ScoreAddress } from '../../api/scores.ts';
import { Button } from '../../ui/button.tsx';
import styles from '../../why/figure.module.css';
import { useWhy } from '../../why/source.tsx';
import { ScoreWhy } from './score-why.tsx';
import type { ScoreSubject } from './subject.ts';
import { useTexts } from './texts.ts';

interface ScoreNumberProps {
  /** Subject of the number. */
  subject: ScoreSubject;
  address: ScoreAddress;
  /** Accessible name. */
  label: string;
  /** The value sent by the server. */
  value: string | null;
  /** Displayed text, if it differs from the value. */
  shown?: string;
}

/** A number of a score; a click, or Enter, explains it. */
export function ScoreNumber({ subject, address, label, value, shown = value ?? '' }: ScoreNumberProps) {
  const text = useTexts();
  const { question, ask } = useWhy();
  const name = JSON.stringify([subject, address]);
  if (value === null) return <span className={styles.absent}>{text.absence.不适用}</span>;
  return (
    <Button
      kind="bare"
      className={styles.figure}
      data-score={[subject.unit, subject.indicator ?? subject.theme ?? 'total', subject.field]
        .filter(Boolean)
        .join(' ')}
      data-value={value}
      title={text.why}
      aria-label={`${label}${text.colon}${shown}`}
      aria-haspopup="dialog"
      aria-expanded={question !== undefined && 'name' in question && question.name === name}
      onClick={(event) =>
        ask({
          name,
          asker: event.currentTarget,
          content: <ScoreWhy key={name} subject={subject} address={address} />,
        })
      }
    >
      {shown}
    </Button>
  );
}
