export { buildBundle } from './build-bundle.ts';
export { bundleFile, bundleSummary } from './bundle-summary.ts';
export { readReleaseChecks } from './checklist.ts';
export type { Decision, Grade } from './decisions.ts';
export { type PeriodDecisions, releaseChoices, writeDraft } from './draft.ts';
export { earlierReleases } from './earlier.ts';
export {
  bundleChanged,
  PUBLISHED_INDEX,
  type ReleaseToPublish,
  revisionDifference,
  settlePublic,
} from './published.ts';
export { verifyBundle } from './verify-bundle.ts';
