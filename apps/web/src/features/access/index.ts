export { AccountPage } from './account-page.tsx';
export { AccountsPage } from './accounts.tsx';
export { Admin } from './admin.tsx';
