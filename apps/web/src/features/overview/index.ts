export { Overview } from './overview.tsx';
export { OverviewSearch } from './search.ts';
