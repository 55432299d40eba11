import { useSyncExternalStore } from 'react';

const CHOICES = ['system', 'light', 'dark'] as const;
export type ThemeChoice = (typeof CHOICES)[number];

const KEY = 'skill-ledger.theme';
const darkSystem = matchMedia('(prefers-color-scheme: dark)');
/** Printed pages are light, and so are their charts, whose colours are set by script. */
const paper = matchMedia('print');
const listeners = new Set<() => void>();

/** A browser without storage (private window, policy) still shows the page, in the system's theme. */
function stored(): ThemeChoice {
  try {
    return CHOICES.find((choice) => choice === localStorage.getItem(KEY)) ?? 'system';
  } catch {
    return 'system';
  }
}

let choice = stored();

function apply(): void {
  const onScreen = choice === 'system' ? (darkSystem.matches ? 'dark' : 'light') : choice;
  document.documentElement.dataset.theme = paper.matches ? 'light' : onScreen;
  for (const listener of listeners) listener();
}

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** Sets the theme before the first paint, and follows the system from then on. */
export function startTheme(): void {
  darkSystem.addEventListener('change', apply);
  paper.addEventListener('change', apply);
  apply();
}

/** Whether the page is being printed. */
export const isPrinting = (): boolean => paper.matches;

/** The current theme, `light` or `dark`. */
export const useThemeName = (): string =>
  useSyncExternalStore(subscribe, () => document.documentElement.dataset.theme ?? 'light');

/** The user's choice, and a function that switches to the next one: system → light → dark. */
export function useThemeChoice(): [ThemeChoice, () => void] {
  const current = useSyncExternalStore(subscribe, () => choice);
  const next = () => {
    choice = CHOICES[(CHOICES.indexOf(choice) + 1) % CHOICES.length] ?? 'system';
    try {
      localStorage.setItem(KEY, choice);
    } catch {
      // Kept for this visit only.
    }
    apply();
  };
  return [current, next];
}
