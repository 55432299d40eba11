import styles from './bullet.module.css';

interface BulletProps {
  /** All in one unit, from zero. */
  value: number;
  /** The target: a dark tick. */
  target: number;
  /** A second, lighter target. */
  plan?: number | undefined;
  /** Time progress: a dashed line through all bars. */
  time?: number | undefined;
  /** End of the scale. */
  max: number;
  description: string;
}

const share = (value: number, max: number): string =>
  `${(Math.min(Math.max(value / max, 0), 1) * 100).toFixed(2)}%`;

/** A bar from zero with its targets. */
export function Bullet({ value, target, plan, time, max, description }: BulletProps) {
  return (
    <div className={styles.bullet} role="img" aria-label={description}>
      <span className={styles.track} style={{ width: share(target, max) }} />
      <span className={styles.bar} style={{ width: share(value, max) }} />
      {time !== undefined && <span className={styles.time} style={{ insetInlineStart: share(time, max) }} />}
      {plan !== undefined && <span className={styles.plan} style={{ insetInlineStart: share(plan, max) }} />}
      <span className={styles.target} style={{ insetInlineStart: share(target, max) }} />
    </div>
  );
}
