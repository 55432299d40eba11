import { lazy } from 'react';

/** Tables come after the headline figures, as charts do: neither rides in the first chunk. `Answer` shows a skeleton until they are here. */
export const CurveTable = lazy(() => import('./curve-table.tsx'));
export const DomainTable = lazy(() => import('./domain-table.tsx'));
export const FundTable = lazy(() => import('./fund-table.tsx'));
export const UnitTable = lazy(() => import('./unit-table.tsx'));
