import styles from './sparkline.module.css';

interface SparklineProps {
  /** Oldest first; fractions or any one unit. */
  points: { label: string; value: number }[];
  target: number;
  /** Description of the line. */
  description: string;
}

const WIDTH = 260;
const HEIGHT = 48;
const INSET = 4;

/** A small line towards a target (dashed): the trend, with its end values written below. */
export function Sparkline({ points, target, description }: SparklineProps) {
  const values = [...points.map(({ value }) => value), target];
  const low = Math.min(...values);
  const span = Math.max(...values) - low || 1;
  const x = (index: number) => INSET + (index / Math.max(points.length - 1, 1)) * (WIDTH - 2 * INSET);
  const y = (value: number) => HEIGHT - INSET - ((value - low) / span) * (HEIGHT - 2 * INSET);
  const line = points.map(({ value }, index) => `${x(index).toFixed(1)},${y(value).toFixed(1)}`).join(' ');
  const last = points.at(-1);
  return (
    <figure className={styles.figure}>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={description}>
        <line x1={0} x2={WIDTH} y1={y(target)} y2={y(target)} className={styles.target} />
        <polyline points={line} className={styles.line} />
        {last && <circle cx={x(points.length - 1)} cy={y(last.value)} r={3.5} className={styles.end} />}
      </svg>
      <figcaption aria-hidden="true">
        <span>{points[0]?.label}</span>
        <span>{last?.label}</span>
      </figcaption>
    </figure>
  );
}
