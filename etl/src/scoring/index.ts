export { type Exact, exact, fixed, money, sumOf, ZERO } from './exact.ts';
export { measureOf } from './measures.ts';
export { type Period, periodOf, periodsOf } from './period.ts';
export { writeScores } from './report.ts';
export { parseScheme, readSchemes, type Scheme, schemeFor } from './scheme.ts';
export { documentOf, readScores } from './score.ts';
export { frameOf, settleScore } from './settle.ts';
