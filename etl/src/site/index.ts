export {
  answersPage,
  endedNoticePage,
  type ListSearch,
  noticePage,
  noticesPage,
  objectionPage,
  type PublicNotice,
} from './notice-pages.ts';
export { buildSite, type Site, type SiteFile } from './site.ts';
export { trackPage } from './track-page.ts';
export { writeSite } from './write-site.ts';
