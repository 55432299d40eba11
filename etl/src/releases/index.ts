export { buildBundle } from './build-bundle.ts';
export type { Decision, Grade } from './decisions.ts';
export { earlierReleases } from './earlier.ts';
export { verifyBundle } from './verify-bundle.ts';
