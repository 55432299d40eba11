import styles from './progress.module.css';

interface ProgressBarProps {
  label: string;
  /** 0–100; undefined while unknown. */
  percent: number | undefined;
}

/** A progress bar with a label. */
export function ProgressBar({ label, percent }: ProgressBarProps) {
  return (
    <>
      <span>{label}</span>
      <progress className={styles.progress} max={100} value={percent} aria-label={label} />
    </>
  );
}
