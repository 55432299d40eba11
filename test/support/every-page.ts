import {
  EvaluationAnswer,
  FindingsAnswer,
  ReleaseBuilt,
  type Role,
  WrittenReport,
} from '../../libs/contracts/src/index.ts';
import { cookieOf } from './access.ts';
import { keepAnyList } from './notices.ts';

/** A page as the router has it. */
export interface EveryPage {
  route: string;
  search?: string;
  /** Who opens it: the office unless another role is named. */
  as?: Role;
  /** What is there once it is drawn: its title unless something else is named. */
  ready?: string;
}

/** Every page there is: test/e2e/old-browser.test.ts compares its own list with the router's, and with this one. */
export const EVERY_PAGE: EveryPage[] = [
  { route: '/', search: '?asOf=2021-06-30', ready: '[data-figure="completed"]' },
  { route: '/supervision', search: '?rule=R01', ready: '[data-id]' },
  { route: '/supervision/summary', ready: 'main table' },
  { route: '/supervision/institutions/$code', ready: 'main table' },
  { route: '/supervision/person', search: '?finding=$finding&row=$row', ready: 'main table' },
  { route: '/scores', search: '?period=2021', ready: '[data-section="aspects"]' },
  { route: '/scores/units/$unit', search: '?period=2021', ready: 'main table' },
  { route: '/scores/scheme', search: '?period=2021' },
  { route: '/evaluations' },
  { route: '/evaluations/$period' },
  { route: '/evaluations/$period/results' },
  { route: '/evaluations/forms/$form' },
  { route: '/evaluations/forms/$form/versions' },
  { route: '/reports' },
  { route: '/reports/$id' },
  { route: '/releases' },
  { route: '/releases/$release', ready: '[data-section="checks"] table' },
  { route: '/releases/notices', ready: 'main table' },
  { route: '/releases/notices/$notice', ready: 'main article' },
  { route: '/tasks', ready: 'main [data-id]' },
  { route: '/tasks/give' },
  { route: '/tasks/schedule', ready: 'main table' },
  { route: '/ledgers' },
  { route: '/ledgers/quarantine' },
  { route: '/ledgers/warnings' },
  { route: '/ledgers/batches' },
  { route: '/ledgers/snapshots', ready: 'main table' },
  { route: '/ledgers/templates' },
  { route: '/account' },
  { route: '/admin', as: 'admin', ready: 'main table' },
  { route: '/admin/audit', as: 'admin', ready: 'main table' },
  { route: '/sign-in' },
];

/** What stands for the parameters of addresses. */
export type AboutPages = Record<
  'code' | 'finding' | 'row' | 'unit' | 'period' | 'form' | 'id' | 'release' | 'notice',
  string
>;

/** Opens a period of self-evaluation, writes a report and drafts a release in a home with the sample ledgers. */
export async function furnishPages({
  address,
  home,
}: {
  address: string;
  home: string;
}): Promise<AboutPages> {
  const cookie = await cookieOf(home, 'office');
  const call = async (path: string, body?: object): Promise<unknown> => {
    const answer = await fetch(`${address}/api/v1/${path}`, {
      headers: { cookie, ...(body && { 'content-type': 'application/json' }) },
      ...(body && { method: 'POST', body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`);
    return answer.status === 204 ? null : answer.json().catch(() => null);
  };
  const [finding] = FindingsAnswer.parse(await call('findings?rule=R02')).rows;
  if (!finding?.institutionCode) throw new Error('the sample has no finding R02 about an institution');
  await call('evaluations/periods', { period: '2021', dueOn: '2099-01-20' });
  const { forms } = EvaluationAnswer.parse(await call('evaluations/periods/2021'));
  return {
    ...{ code: finding.institutionCode, finding: finding.id, unit: '经信局', period: '2021' },
    row: String(finding.evidence.findIndex(({ kind }) => kind === 'enrolments')),
    form: forms[0]?.id ?? '',
    notice: await keepAnyList(home),
    id: WrittenReport.parse(await call('reports', { period: '2021H1' })).id,
    release: ReleaseBuilt.parse(await call('releases', { period: '2021H1' })).id,
  };
}

/** The path of a page, with its parameters. */
export const pathOf = ({ route, search = '' }: EveryPage, about: AboutPages): string =>
  Object.entries(about)
    .sort(([a], [b]) => b.length - a.length)
    .reduce((path, [name, value]) => path.replace(`$${name}`, value), route + search);
