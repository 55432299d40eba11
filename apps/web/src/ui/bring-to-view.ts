/** Brings what is new on the page into view and gives it the focus where it takes one, so that it is seen, and read out. */
export function bringToView(element: HTMLElement | null, block: 'nearest' | 'start' = 'nearest'): void {
  if (!element) return;
  element.focus({ preventScroll: true });
  element.scrollIntoView({ block });
}
