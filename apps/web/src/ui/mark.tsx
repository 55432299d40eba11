import type { Attainment, Pace } from '@skill-ledger/contracts';
import styles from './mark.module.css';

type Shape = 'up' | 'dot' | 'down' | 'square';

const PATHS: Record<Shape, string> = {
  up: 'M5 0.8 9.6 9H0.4z',
  dot: 'M5 1a4 4 0 1 0 0 8 4 4 0 0 0 0-8z',
  down: 'M5 9.2 0.4 1h9.2z',
  square: 'M1 1h8v8H1z',
};
const SHAPES: Record<Pace | Attainment, Shape> = {
  领先: 'up',
  正常: 'dot',
  滞后: 'down',
  严重滞后: 'square',
  达成: 'up',
  基本达成: 'dot',
  未达成: 'down',
};

/** A state by shape, colour and word: none of the three alone carries it. */
export function Mark({ state, word }: { state: Pace | Attainment; word: string }) {
  const shape = SHAPES[state];
  return (
    <span className={`${styles.mark} ${styles[shape]}`}>
      <svg viewBox="0 0 10 10" width="10" height="10" aria-hidden="true">
        <path d={PATHS[shape]} fill="currentColor" />
      </svg>
      {word}
    </span>
  );
}
