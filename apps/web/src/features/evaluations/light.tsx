import type { Light as LightColour } from '@skill-ledger/contracts';
import { defineTexts } from '../../i18n/define-texts.ts';
import { Mark } from '../../ui/mark.tsx';

const useLightTexts = defineTexts({
  zh: { red: '红灯', yellow: '黄灯', green: '绿灯', blue: '蓝灯' },
  en: { red: 'red', yellow: 'yellow', green: 'green', blue: 'blue' },
});

const STATES = { red: '严重滞后', yellow: '滞后', green: '正常', blue: '领先' } as const;

/** How far an indicator is from its target, by word, shape and colour. */
export function Light({ light }: { light: LightColour }) {
  return <Mark state={STATES[light]} word={useLightTexts()[light]} />;
}
