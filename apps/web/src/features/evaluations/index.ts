export { DeskPage } from './desk.tsx';
export { Evaluations } from './evaluations.tsx';
export { FormPage } from './form-page.tsx';
export { PeriodsPage } from './periods.tsx';
export { ResultsPage } from './results.tsx';
export { VersionsPage } from './versions.tsx';
