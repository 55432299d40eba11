import styles from './progress.module.css';

interface ProgressBarProps {
  label: string;
  /** 0–100; undefined while nobody knows. */
  percent: number | undefined;
}

/** How far something is, with what is being done. */
export function ProgressBar({ label, percent }: ProgressBarProps) {
  return (
    <>
      <span>{label}</span>
      <progress className={styles.progress} max={100} value={percent} aria-label={label} />
    </>
  );
}
