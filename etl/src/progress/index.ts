export { readDomains } from './domains.ts';
export { readFunds } from './funds.ts';
export { readMonths } from './months.ts';
export { readRatios } from './ratios.ts';
export { progressReport } from './report.ts';
export { readTotal } from './total.ts';
export { readUnits } from './units.ts';
