import { createApp } from '../../apps/api/src/app.ts';
import {
  EvaluationAnswer,
  FormDetail,
  type FormValues,
  type OpenPeriodRequest,
  type Task,
  TasksAnswer,
} from '../../libs/contracts/src/index.ts';
import { cookieOf } from './access.ts';
import { makeHome, type TestHome } from './home.ts';
import { csv, enrolment, fund, institution, payout, personId, quota, trainingClass } from './ledgers.ts';

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
  /** Tasks about a form, the first given first. */
  const tasksAbout = async (form: string, who: Who = 'office', kind = 'form'): Promise<Task[]> => {
    const answer = await app.inject({
      method: 'GET',
      url: `/api/v1/tasks?about=${kind}:${form}`,
      headers: { cookie: await cookieFor(who) },
    });
    return TasksAnswer.parse(answer.json()).tasks.sort((a, b) => (a.number < b.number ? -1 : 1));
  };
  return { tasksAbout, cookieFor, call, must, open, forms, idOf, detail, seen, fill, submit, accept, review };
}

/** Two towns with a class each: one is short of its quota, the other filed too late. */
export const [TOWN, OTHER] = ['佛堂镇', '义亭镇'];

/** People of one class, so many of whom passed. */
export const roll = (classId: string, count: number, passed: number, first = 1) =>
  Array.from({ length: count }, (_, index) =>
    enrolment({
      班级编号: classId,
      证件号码: personId(first + index),
      证书编号: `Z${first + index}`,
      考核结果: index < passed ? '合格' : '不合格',
    }),
  );

/** A server over the two towns, with the period 2020 open. */
export async function evaluationServer(): Promise<{
  test: TestHome;
  app: App;
  flow: ReturnType<typeof evaluations>;
  close(): Promise<void>;
}> {
  const test = await makeHome();
  await test.load({
    'a.csv': csv(institution()),
    'k.csv': csv(
      trainingClass({ 班级编号: 'K1', 实施镇街: TOWN }),
      trainingClass({ 班级编号: 'K2', 实施镇街: OTHER, 备案日期: '' }),
    ),
    'e.csv': csv(...roll('K1', 12, 9), ...roll('K2', 12, 12, 101)),
    'p.csv': csv(payout()),
    'q.csv': csv(quota({ 单位: TOWN, 任务数: '20' }), quota({ 单位: OTHER, 任务数: '10', 领域: '2' })),
    'f.csv': csv(fund()),
  });
  const app = await createApp({ home: test.home, host: '127.0.0.1', port: 0, pages: null });
  const flow = evaluations(app, test.home);
  await flow.open('2020', { note: '请按期填报' });
  return {
    test,
    app,
    flow,
    close: async () => {
      await app.close();
      await test.remove();
    },
  };
}
