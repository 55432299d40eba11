import type { createApp } from '../../apps/api/src/app.ts';
import {
  EvaluationAnswer,
  FormDetail,
  type FormValues,
  type OpenPeriodRequest,
} from '../../libs/contracts/src/index.ts';
import { cookieOf } from './access.ts';

type App = Awaited<ReturnType<typeof createApp>>;
type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
/** Who asks: a role, or a unit with its first or second account. */
type Who =
  | 'office'
  | 'finance'
  | 'leader'
  | 'auditor'
  | 'auditor with a purpose'
  | `${string}/1`
  | `${string}/2`;

/** The way of a form through the HTTP interface, by invented accounts. */
export function evaluations(app: App, home: string) {
  const cookies = new Map<Who, Promise<string>>();
  const cookieFor = (who: Who): Promise<string> => {
    const [unit, account] = who.split('/');
    const known = cookies.get(who);
    if (known) return known;
    const made =
      who === 'auditor with a purpose'
        ? cookieOf(home, 'auditor', { purpose: '核对', suffix: '-p' })
        : account === undefined
          ? cookieOf(home, who as 'office')
          : cookieOf(home, 'unit', { unit: unit ?? '', suffix: account === '1' ? '' : '-2' });
    cookies.set(who, made);
    return made;
  };
  const call = async (who: Who, method: Method, path: string, payload?: object) =>
    app.inject({
      method,
      url: `/api/v1/evaluations/${path}`,
      headers: { cookie: await cookieFor(who) },
      ...(payload && { payload }),
    });
  const must = async (...request: Parameters<typeof call>) => {
    const answer = await call(...request);
    if (answer.statusCode >= 400) throw new Error(`${request[1]} ${request[2]}: ${answer.body}`);
    return answer;
  };

  const open = (period: string, request: Partial<OpenPeriodRequest> = {}) =>
    must('office', 'POST', 'periods', { period, dueOn: '2099-01-20', ...request });
  const forms = async (period: string, who: Who = 'office') =>
    EvaluationAnswer.parse((await must(who, 'GET', `periods/${period}`)).json()).forms;
  const idOf = async (period: string, unit: string): Promise<string> =>
    (await forms(period)).find((form) => form.unit === unit)?.id ?? '';
  const detail = async (id: string, who: Who = 'office'): Promise<FormDetail> =>
    FormDetail.parse((await must(who, 'GET', `forms/${id}`)).json());
  const seen = async (id: string): Promise<number> => (await detail(id)).form.version;

  /** Types what the form asks for, and no more. */
  async function fill(id: string, unit: string, more: FormValues = {}): Promise<void> {
    const { checks, form } = await detail(id, `${unit}/1`);
    const asked = checks.filter(({ severity }) => severity === 'required').map(({ field }) => field ?? '');
    const values = {
      ...Object.fromEntries(asked.map((field) => [field, '受疫情影响，已调整计划'])),
      ...more,
    };
    if (Object.keys(values).length === 0) return;
    await must(`${unit}/1`, 'PATCH', `forms/${id}`, { seen: form.version, values });
  }
  /** Fills in, hands in, confirms by another account. @returns the form's id */
  async function submit(period: string, unit: string, more: FormValues = {}): Promise<string> {
    const id = await idOf(period, unit);
    await fill(id, unit, more);
    await must(`${unit}/1`, 'POST', `forms/${id}/hand-in`, { seen: await seen(id) });
    await must(`${unit}/2`, 'POST', `forms/${id}/confirm`, { seen: await seen(id) });
    return id;
  }
  const accept = async (...ids: string[]) =>
    must('office', 'POST', 'accept', {
      forms: await Promise.all(ids.map(async (id) => ({ id, seen: await seen(id) }))),
    });
  /** Both bureaus finish, agreeing with the unit where nothing is said. */
  async function review(id: string): Promise<void> {
    for (const who of ['office', 'finance'] as const) {
      const own = (await detail(id, who)).reviews.find(({ role }) => role === who);
      await must(who, 'PUT', `forms/${id}/review/finished`, { seen: own?.version ?? 0, finished: true });
    }
  }
  return { call, must, open, forms, idOf, detail, seen, fill, submit, accept, review };
}
