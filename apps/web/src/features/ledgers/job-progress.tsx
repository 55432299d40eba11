import { type Job, KIND_LABELS, LedgerKind } from '@skill-ledger/contracts';
import { useLanguage } from '../../i18n/language.ts';
import { Button } from '../../ui/button.tsx';
import { ProgressBar } from '../../ui/progress.tsx';
import styles from './job-progress.module.css';
import { useTexts } from './texts.ts';

/** Start of each step, in percent of the job. */
const SHARES = { read: [0, 45], check: [45, 85], figures: [85, 97], publish: [97, 100] } as const;

interface ProgressProps {
  label: string;
  /** 0–100; undefined while unknown. */
  percent: number | undefined;
  onCancel?: () => void;
}

/** A progress bar with the current work and a cancel button. */
export function Progress({ label, percent, onCancel }: ProgressProps) {
  const text = useTexts();
  return (
    <div className={styles.progress} role="status">
      <ProgressBar label={label} percent={percent} />
      {onCancel && (
        <span>
          <Button size="small" onClick={onCancel}>
            {text.job.cancelConfirm}
          </Button>
        </span>
      )}
    </div>
  );
}

/** A running job: its step, current item and progress. */
export function JobProgress({ job, title, onCancel }: { job: Job; title: string; onCancel?: () => void }) {
  const text = useTexts();
  const { say } = useLanguage();
  if (job.state === 'waiting')
    return <Progress label={text.job.waiting} percent={undefined} {...(onCancel && { onCancel })} />;
  if (!job.progress) return <Progress label={title} percent={undefined} {...(onCancel && { onCancel })} />;
  const { step, done, total, label } = job.progress;
  const [from, until] = SHARES[step];
  const kind = LedgerKind.safeParse(label);
  const subject =
    step === 'check' && kind.success ? say(KIND_LABELS[kind.data]) : step === 'publish' ? '' : label;
  return (
    <Progress
      label={[title, text.job.steps[step], subject].filter(Boolean).join(' · ')}
      percent={from + ((until - from) * done) / Math.max(total, 1)}
      {...(onCancel && { onCancel })}
    />
  );
}
