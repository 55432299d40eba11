export { BatchesPage } from './batches.tsx';
export { Ledgers } from './ledgers.tsx';
export { QuarantinePage } from './quarantine.tsx';
export { SnapshotsPage } from './snapshots.tsx';
export { TemplatesPage } from './templates.tsx';
export { UploadPage } from './upload.tsx';
export { WarningsPage } from './warnings.tsx';
