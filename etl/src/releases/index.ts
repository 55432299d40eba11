export { buildBundle } from './build-bundle.ts';
export { bundleFile, bundleSummary } from './bundle-summary.ts';
export { readReleaseChecks } from './checklist.ts';
export type { Decision, Grade } from './decisions.ts';
export { type PeriodDecisions, releaseChoices, writeDraft } from './draft.ts';
export { earlierReleases } from './earlier.ts';
export { HEADLINE_FIGURES } from './headline-figures.ts';
export { periodTables } from './period-tables.ts';
export { headlineRows } from './progress-tables.ts';
export {
  bundleChanged,
  PUBLISHED_INDEX,
  type ReleaseToPublish,
  revisionDifference,
  type Settled,
  settlePublic,
} from './published.ts';
export { type ReleasePeriod, releasePeriod } from './release-period.ts';
export { SPECS } from './specs.ts';
export { shown } from './table-part.ts';
export { type Field, type FieldType, figureField, type TableRow } from './table-spec.ts';
export { refusalOfNames } from './trainee-names.ts';
export { written } from './values.ts';
export { verifyBundle } from './verify-bundle.ts';
