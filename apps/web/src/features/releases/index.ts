export { ReleasePage } from './release-page.tsx';
export { Releases } from './releases.tsx';
export { ReleasesPage } from './releases-page.tsx';
