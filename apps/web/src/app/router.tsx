import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { AddressSearch, parseSearch, stringifySearch } from '../address/search.ts';
import { AuditSearch } from '../features/audit/search.ts';
import { DeskSearch, VersionsSearch } from '../features/evaluations/search.ts';
import { QuarantineSearch, SnapshotsSearch, WarningsSearch } from '../features/ledgers/search.ts';
import { Overview, OverviewSearch } from '../features/overview/index.ts';
import { ScoresSearch } from '../features/scores/search.ts';
import { PersonSearch, WorklistSearch } from '../features/supervision/search.ts';
import { GiveSearch, TasksSearch } from '../features/tasks/search.ts';
import { Entrance } from './entrance.tsx';
import { Crash, NotFound } from './messages.tsx';
import { Shell } from './shell.tsx';

/** Pages beyond the figures are separate chunks. */
const ledgerPage = (name: keyof typeof import('../features/ledgers/index.ts')) =>
  lazyRouteComponent(() => import('../features/ledgers/index.ts'), name);

const supervisionPage = (name: keyof typeof import('../features/supervision/index.ts')) =>
  lazyRouteComponent(() => import('../features/supervision/index.ts'), name);
const taskPage = (name: keyof typeof import('../features/tasks/index.ts')) =>
  lazyRouteComponent(() => import('../features/tasks/index.ts'), name);
const accessPage = (name: keyof typeof import('../features/access/index.ts')) =>
  lazyRouteComponent(() => import('../features/access/index.ts'), name);

const evaluationPage = (name: keyof typeof import('../features/evaluations/index.ts')) =>
  lazyRouteComponent(() => import('../features/evaluations/index.ts'), name);

const releasePage = (name: keyof typeof import('../features/releases/index.ts')) =>
  lazyRouteComponent(() => import('../features/releases/index.ts'), name);

const noticePage = (name: keyof typeof import('../features/notices/index.ts')) =>
  lazyRouteComponent(() => import('../features/notices/index.ts'), name);

const scorePage = (name: keyof typeof import('../features/scores/index.ts')) =>
  lazyRouteComponent(() => import('../features/scores/index.ts'), name);

const reportPage = (name: keyof typeof import('../features/reports/index.ts')) =>
  lazyRouteComponent(() => import('../features/reports/index.ts'), name);

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
const evaluations = createRoute({
  getParentRoute: () => root,
  path: '/evaluations',
  component: evaluationPage('Evaluations'),
});
const evaluationPages = [
  createRoute({ getParentRoute: () => evaluations, path: '/', component: evaluationPage('PeriodsPage') }),
  createRoute({
    getParentRoute: () => evaluations,
    path: '/$period',
    validateSearch: DeskSearch,
    component: evaluationPage('DeskPage'),
  }),
  createRoute({
    getParentRoute: () => evaluations,
    path: '/$period/results',
    component: evaluationPage('ResultsPage'),
  }),
  createRoute({
    getParentRoute: () => evaluations,
    path: '/forms/$form',
    component: evaluationPage('FormPage'),
  }),
  createRoute({
    getParentRoute: () => evaluations,
    path: '/forms/$form/versions',
    validateSearch: VersionsSearch,
    component: evaluationPage('VersionsPage'),
  }),
] as const;
const releases = createRoute({
  getParentRoute: () => root,
  path: '/releases',
  component: releasePage('Releases'),
});
const releasePages = [
  createRoute({ getParentRoute: () => releases, path: '/', component: releasePage('ReleasesPage') }),
  createRoute({ getParentRoute: () => releases, path: '/$release', component: releasePage('ReleasePage') }),
  createRoute({ getParentRoute: () => releases, path: '/notices', component: noticePage('NoticesPage') }),
  createRoute({
    getParentRoute: () => releases,
    path: '/notices/$notice',
    component: noticePage('NoticePage'),
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
const reports = createRoute({
  getParentRoute: () => root,
  path: '/reports',
  component: reportPage('Reports'),
});
const reportPages = [
  createRoute({ getParentRoute: () => reports, path: '/', component: reportPage('ReportsPage') }),
  createRoute({ getParentRoute: () => reports, path: '/$id', component: reportPage('ReportPage') }),
] as const;
const account = createRoute({
  getParentRoute: () => root,
  path: '/account',
  component: accessPage('AccountPage'),
});
// Return address of the single sign-on; signed-in users are redirected to their first page.
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

const tasks = createRoute({ getParentRoute: () => root, path: '/tasks', component: taskPage('Tasks') });
const taskPages = [
  createRoute({
    getParentRoute: () => tasks,
    path: '/',
    validateSearch: TasksSearch,
    component: taskPage('TaskListPage'),
  }),
  createRoute({
    getParentRoute: () => tasks,
    path: '/give',
    validateSearch: GiveSearch,
    component: taskPage('GivePage'),
  }),
  createRoute({ getParentRoute: () => tasks, path: '/schedule', component: taskPage('SchedulePage') }),
] as const;

export const router = createRouter({
  routeTree: root.addChildren([
    overview,
    scores.addChildren(scorePages),
    supervision.addChildren(supervisionPages),
    evaluations.addChildren(evaluationPages),
    releases.addChildren(releasePages),
    reports.addChildren(reportPages),
    ledgers.addChildren(ledgerPages),
    tasks.addChildren(taskPages),
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
