export { AuditPage } from './audit.tsx';
