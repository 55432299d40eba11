import styles from './trend-line.module.css';

interface TrendLineProps {
  /** Oldest first; null where the unit was not evaluated. */
  points: { label: string; total: string | null }[];
  /** What the line shows, in a sentence. */
  description: string;
}

const [WIDTH, HEIGHT, INSET] = [640, 120, 16];

/** Totals from 0 to 100, one dot a period; a gap where there is none. */
export function TrendLine({ points, description }: TrendLineProps) {
  const x = (index: number): number => INSET + (index / Math.max(points.length - 1, 1)) * (WIDTH - 2 * INSET);
  const y = (total: string): number => HEIGHT - INSET - (Number(total) / 100) * (HEIGHT - 2 * INSET);
  const segments = points.flatMap(({ total }, index) => {
    const next = points[index + 1]?.total;
    return total === null || next == null ? [] : [{ index, from: total, to: next }];
  });
  return (
    <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} className={styles.line} role="img" aria-label={description}>
      {[0, 100].map((value) => (
        <line
          key={value}
          x1={0}
          x2={WIDTH}
          y1={y(String(value))}
          y2={y(String(value))}
          className={styles.edge}
        />
      ))}
      {segments.map(({ index, from, to }) => (
        <line key={index} x1={x(index)} y1={y(from)} x2={x(index + 1)} y2={y(to)} />
      ))}
      {points.map(
        ({ label, total }, index) =>
          total !== null && (
            <circle key={label} cx={x(index)} cy={y(total)} r={index === points.length - 1 ? 4 : 3} />
          ),
      )}
    </svg>
  );
}
