import type { ReactNode } from 'react';
import { I18nProvider } from 'react-aria-components';
import { useLanguage } from '../i18n/language.ts';

/** React Aria inserts a `<style>` unless one with this id exists; the CSP blocks it, and base.css has its rules. */
const PRESSABLE = 'react-aria-pressable-style';
if (document.getElementById(PRESSABLE) === null) {
  const mark = document.createElement('meta');
  mark.id = PRESSABLE;
  document.head.append(mark);
}

/** React Aria in the language of the page, not of the browser. */
export function AriaLanguage({ children }: { children: ReactNode }) {
  const { language } = useLanguage();
  return <I18nProvider locale={language === 'zh' ? 'zh-CN' : 'en-GB'}>{children}</I18nProvider>;
}
