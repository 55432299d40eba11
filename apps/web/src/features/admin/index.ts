export { AccountsPage } from './accounts.tsx';
export { Admin } from './admin.tsx';
export { AuditPage } from './audit.tsx';
