/** An English count with its noun, and its verb if there is one. @param count as it is printed */
export const plural = (count: number | string, one: string, many: string): string =>
  `${count} ${String(count) === '1' ? one : many}`;
