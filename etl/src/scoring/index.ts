export { periodOf } from './period.ts';
export { writeScores } from './report.ts';
export { readSchemes, schemeFor } from './scheme.ts';
export { documentOf, readScores } from './score.ts';
