export { ReportPage } from './report-page.tsx';
export { Reports } from './reports.tsx';
export { ReportsPage } from './reports-page.tsx';
