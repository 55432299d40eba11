import { createRootRoute, createRoute, createRouter } from '@tanstack/react-router';
import { AddressSearch, parseSearch, stringifySearch } from '../address/search.ts';
import { Overview, OverviewSearch } from '../features/overview/index.ts';
import { Crash, NotFound } from './messages.tsx';
import { Shell } from './shell.tsx';

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

export const router = createRouter({
  routeTree: root.addChildren([overview]),
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
