import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { AddressSearch, parseSearch, stringifySearch } from '../address/search.ts';
import { AuditSearch } from '../features/audit/search.ts';
import { QuarantineSearch, SnapshotsSearch, WarningsSearch } from '../features/ledgers/search.ts';
import { Overview, OverviewSearch } from '../features/overview/index.ts';
import { ScoresSearch } from '../features/scores/search.ts';
import { PersonSearch, WorklistSearch } from '../features/supervision/search.ts';
import { Entrance } from './entrance.tsx';
import { Crash, NotFound } from './messages.tsx';
import { Shell } from './shell.tsx';

/** Pages that a reader of figures never opens come in a chunk of their own. */
const ledgerPage = (name: keyof typeof import('../features/ledgers/index.ts')) =>
  lazyRouteComponent(() => import('../features/ledgers/index.ts'), name);

const supervisionPage = (name: keyof typeof import('../features/supervision/index.ts')) =>
  lazyRouteComponent(() => import('../features/supervision/index.ts'), name);
const accessPage = (name: keyof typeof import('../features/access/index.ts')) =>
  lazyRouteComponent(() => import('../features/access/index.ts'), name);

const scorePage = (name: keyof typeof import('../features/scores/index.ts')) =>
  lazyRouteComponent(() => import('../features/scores/index.ts'), name);

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
const scores = createRoute({
  getParentRoute: () => root,
  path: '/scores',
  validateSearch: ScoresSearch,
  component: scorePage('Scores'),
});
const scorePages = [
  createRoute({ getParentRoute: () => scores, path: '/', component: scorePage('ScoresLanding') }),
  createRoute({ getParentRoute: () => scores, path: '/units/$unit', component: scorePage('AnyUnitPage') }),
  createRoute({ getParentRoute: () => scores, path: '/scheme', component: scorePage('PreviewPage') }),
] as const;
const account = createRoute({
  getParentRoute: () => root,
  path: '/account',
  component: accessPage('AccountPage'),
});
// Where the house's own sign-on comes back to; who is signed in goes on to where the account begins.
const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  component: Entrance,
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
    scores.addChildren(scorePages),
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
