import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Navigate,
} from '@tanstack/react-router';
import { AddressSearch, parseSearch, stringifySearch } from '../address/search.ts';
import { AuditSearch } from '../features/audit/search.ts';
import { QuarantineSearch, SnapshotsSearch, WarningsSearch } from '../features/ledgers/search.ts';
import { Overview, OverviewSearch } from '../features/overview/index.ts';
import { PersonSearch, WorklistSearch } from '../features/supervision/search.ts';
import { Crash, NotFound } from './messages.tsx';
import { Shell } from './shell.tsx';

/** Pages beyond the figures are separate chunks. */
const ledgerPage = (name: keyof typeof import('../features/ledgers/index.ts')) =>
  lazyRouteComponent(() => import('../features/ledgers/index.ts'), name);

const supervisionPage = (name: keyof typeof import('../features/supervision/index.ts')) =>
  lazyRouteComponent(() => import('../features/supervision/index.ts'), name);
const accessPage = (name: keyof typeof import('../features/access/index.ts')) =>
  lazyRouteComponent(() => import('../features/access/index.ts'), name);

const root = createRootRoute({
  validateSearch: AddressSearch,
  component: Shell,
  notFoundComponent: NotFound,
});
const overview = createRoute({
  getParentRoute: () => root,
  path: '/',
  validateSearch: OverviewSearch,
  component: Overview,
});
const supervision = createRoute({
  getParentRoute: () => root,
  path: '/supervision',
  component: supervisionPage('Supervision'),
});
const supervisionPages = [
  createRoute({
    getParentRoute: () => supervision,
    path: '/',
    validateSearch: WorklistSearch,
    component: supervisionPage('Worklist'),
  }),
  createRoute({
    getParentRoute: () => supervision,
    path: '/summary',
    component: supervisionPage('Summary'),
  }),
  createRoute({
    getParentRoute: () => supervision,
    path: '/institutions/$code',
    component: supervisionPage('InstitutionPage'),
  }),
  createRoute({
    getParentRoute: () => supervision,
    path: '/person',
    validateSearch: PersonSearch,
    component: supervisionPage('PersonPage'),
  }),
] as const;
const account = createRoute({
  getParentRoute: () => root,
  path: '/account',
  component: accessPage('AccountPage'),
});
// Return address of a failed single sign-on; signed-in users are redirected to the overview.
const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  component: () => <Navigate to="/" search={({ lang }) => ({ lang })} replace />,
});
const admin = createRoute({ getParentRoute: () => root, path: '/admin', component: accessPage('Admin') });
const accessPages = [
  createRoute({ getParentRoute: () => admin, path: '/', component: accessPage('AccountsPage') }),
  createRoute({
    getParentRoute: () => admin,
    path: '/audit',
    validateSearch: AuditSearch,
    component: lazyRouteComponent(() => import('../features/audit/index.ts'), 'AuditPage'),
  }),
] as const;
const ledgers = createRoute({
  getParentRoute: () => root,
  path: '/ledgers',
  component: ledgerPage('Ledgers'),
});
const ledgerPages = [
  createRoute({ getParentRoute: () => ledgers, path: '/', component: ledgerPage('UploadPage') }),
  createRoute({
    getParentRoute: () => ledgers,
    path: '/quarantine',
    validateSearch: QuarantineSearch,
    component: ledgerPage('QuarantinePage'),
  }),
  createRoute({
    getParentRoute: () => ledgers,
    path: '/warnings',
    validateSearch: WarningsSearch,
    component: ledgerPage('WarningsPage'),
  }),
  createRoute({ getParentRoute: () => ledgers, path: '/batches', component: ledgerPage('BatchesPage') }),
  createRoute({
    getParentRoute: () => ledgers,
    path: '/snapshots',
    validateSearch: SnapshotsSearch,
    component: ledgerPage('SnapshotsPage'),
  }),
  createRoute({ getParentRoute: () => ledgers, path: '/templates', component: ledgerPage('TemplatesPage') }),
] as const;

export const router = createRouter({
  routeTree: root.addChildren([
    overview,
    supervision.addChildren(supervisionPages),
    ledgers.addChildren(ledgerPages),
    account,
    signIn,
    admin.addChildren(accessPages),
  ]),
  parseSearch,
  stringifySearch,
  defaultErrorComponent: Crash,
  defaultPendingMinMs: 0,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
