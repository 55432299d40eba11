export { NoticePage } from './notice-page.tsx';
export { NoticesPage } from './notices-page.tsx';
