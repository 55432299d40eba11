/** `npm run test:soak` runs the same tests at full size; `npm test` at a size that stays within minutes. */
export const SOAK = process.env.SOAK === '1';

/** The size of a test: small every day, full in a soak. */
export const size = (everyDay: number, full: number): number => (SOAK ? full : everyDay);
