import type { Light } from '@skill-ledger/contracts';
import { defineTexts } from '../i18n/define-texts.ts';
import { words } from '../i18n/words.ts';
import styles from './light-mark.module.css';

const SHAPES: Record<Light, string> = { red: '■', yellow: '▼', green: '●', blue: '▲' };

const useLightTexts = defineTexts({
  zh: {
    absent: words.zh.absence.不适用,
    lights: { red: '红', yellow: '黄', green: '绿', blue: '蓝' },
    why: {
      red: '离目标很远',
      yellow: '离目标较远',
      green: '接近或达到目标',
      blue: '远超目标，目标可能定低了',
    },
  },
  en: {
    absent: words.en.absence.不适用,
    lights: { red: 'red', yellow: 'yellow', green: 'green', blue: 'blue' },
    why: {
      red: 'Far from the target',
      yellow: 'Some way from the target',
      green: 'Near the target, or there',
      blue: 'Far beyond the target: it may have been set too low',
    },
  },
});

/** How far the actual value is from the target, by shape, colour and word; nothing where it does not apply. */
export function LightMark({ light }: { light: Light | null }) {
  const text = useLightTexts();
  if (light === null) return <span className={styles.none}>{text.absent}</span>;
  return (
    <span className={styles[light]} title={text.why[light]}>
      <span aria-hidden="true">{SHAPES[light]}</span> {text.lights[light]}
    </span>
  );
}
