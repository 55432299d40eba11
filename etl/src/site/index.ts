export { buildSite, type Site, type SiteFile } from './site.ts';
export { writeSite } from './write-site.ts';
