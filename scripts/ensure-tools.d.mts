/** Path of a browser, or undefined. */
export function findBrowser(): string | undefined;
