import { lazy } from 'react';

/** Tables, like charts, are loaded after the headline figures, not in the first chunk. `Answer` shows a skeleton until then. */
export const CurveTable = lazy(() => import('./curve-table.tsx'));
export const DomainTable = lazy(() => import('./domain-table.tsx'));
export const FundTable = lazy(() => import('./fund-table.tsx'));
export const UnitTable = lazy(() => import('./unit-table.tsx'));
