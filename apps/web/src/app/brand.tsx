import type { Language } from '@skill-ledger/contracts';
import { useChangeAddress } from '../address/use-address.ts';
import { useLanguage } from '../i18n/language.ts';
import { Segmented } from '../ui/segmented.tsx';
import { useAppTexts } from './texts.ts';

export function Brand() {
  const text = useAppTexts();
  return (
    <>
      <svg viewBox="0 0 16 16" width="20" height="20" aria-hidden="true">
        <rect width="16" height="16" rx="3" fill="var(--ours)" />
        <path d="M4 12V8M8 12V4M12 12V6" stroke="var(--paper)" strokeWidth="2" />
      </svg>
      {text.brand}
    </>
  );
}

/** @param onChoose called with the choice, to save it */
export function LanguageChoice({ onChoose }: { onChoose?: (language: Language) => void }) {
  const text = useAppTexts();
  const { language } = useLanguage();
  const change = useChangeAddress();
  return (
    <Segmented
      label={text.language}
      value={language}
      options={[
        { value: 'zh', label: '中' },
        { value: 'en', label: 'EN' },
      ]}
      onChange={(value) => {
        onChoose?.(value === 'en' ? 'en' : 'zh');
        change({ lang: value === 'en' ? 'en' : undefined });
      }}
    />
  );
}
