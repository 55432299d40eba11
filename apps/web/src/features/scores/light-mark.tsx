import type { Light } from '@skill-ledger/contracts';
import styles from './light-mark.module.css';
import { useTexts } from './texts.ts';

const SHAPES: Record<Light, string> = { red: '■', yellow: '▼', green: '●', blue: '▲' };

/** How far the actual value is from the target, by shape, colour and word; nothing where it does not apply. */
export function LightMark({ light }: { light: Light | null }) {
  const text = useTexts();
  if (light === null) return <span className={styles.none}>{text.absence.不适用}</span>;
  return (
    <span className={styles[light]} title={text.lightsWhy[light]}>
      <span aria-hidden="true">{SHAPES[light]}</span> {text.lights[light]}
    </span>
  );
}
