import styles from './bullet.module.css';

interface BulletProps {
  /** All in one unit, from zero. */
  value: number;
  /** The yardstick: a dark tick. */
  target: number;
  /** A second, lighter yardstick. */
  plan?: number | undefined;
  /** Where time stands: a dashed line through all bars below each other. */
  time?: number | undefined;
  /** End of the scale. */
  max: number;
  description: string;
}

const share = (value: number, max: number): string =>
  `${(Math.min(Math.max(value / max, 0), 1) * 100).toFixed(2)}%`;

/** A bar from zero against its yardsticks. */
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
