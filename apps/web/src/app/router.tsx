import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { AddressSearch, parseSearch, stringifySearch } from '../address/search.ts';
import { QuarantineSearch, SnapshotsSearch, WarningsSearch } from '../features/ledgers/search.ts';
import { Overview, OverviewSearch } from '../features/overview/index.ts';
import { SupervisionSearch } from '../features/supervision/search.ts';
import { Crash, NotFound } from './messages.tsx';
import { Shell } from './shell.tsx';

/** Pages that a reader of figures never opens come in a chunk of their own. */
const ledgerPage = (name: keyof typeof import('../features/ledgers/index.ts')) =>
  lazyRouteComponent(() => import('../features/ledgers/index.ts'), name);

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
  validateSearch: SupervisionSearch,
  component: lazyRouteComponent(() => import('../features/supervision/index.ts'), 'Supervision'),
});
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
  routeTree: root.addChildren([overview, supervision, ledgers.addChildren(ledgerPages)]),
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
