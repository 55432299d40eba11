/** Scrolls a new element into view and focuses it if it is focusable, so that screen readers read it. */
export function bringToView(element: HTMLElement | null, block: 'nearest' | 'start' = 'nearest'): void {
  if (!element) return;
  element.focus({ preventScroll: true });
  element.scrollIntoView({ block });
}
