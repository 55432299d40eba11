export { type Exact, exact, fixed, money, sumOf, ZERO } from './exact.ts';
export { measureOf } from './measures.ts';
export { type Period, periodOf } from './period.ts';
export { writeScores } from './report.ts';
export { readSchemes, type Scheme, schemeFor } from './scheme.ts';
export { documentOf, readScores } from './score.ts';
