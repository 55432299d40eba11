import { createApp } from '../../apps/api/src/app.ts';
import { ReleaseAnswer, type ReleaseStepRequest, ReleasesAnswer } from '../../libs/contracts/src/index.ts';
import { cookieOf } from './access.ts';

type App = Awaited<ReturnType<typeof createApp>>;
type Who = 'office' | 'finance' | 'leader' | 'auditor' | 'admin' | 'unit' | 'office 2';

/** The way of a release through the HTTP interface, by invented accounts. */
export async function releaseServer(home: string) {
  const app = await createApp({ home, host: '127.0.0.1', port: 0, pages: null });
  return { app, ...releases(app, home), close: () => app.close() };
}

function releases(app: App, home: string) {
  const cookies = new Map<Who, Promise<string>>();
  const cookieFor = (who: Who): Promise<string> => {
    const [role = 'office', second] = who.split(' ');
    const unit = role === 'unit' ? { unit: '佛堂镇' } : {};
    const made =
      cookies.get(who) ?? cookieOf(home, role as 'office', { ...unit, ...(second && { suffix: '-2' }) });
    cookies.set(who, made);
    return made;
  };
  const call = async (who: Who, method: 'GET' | 'POST', path = '', payload?: object) =>
    app.inject({
      method,
      url: `/api/v1/releases${path}`,
      headers: { cookie: await cookieFor(who) },
      ...(payload && { payload }),
    });
  const one = async (id: string, who: Who = 'office'): Promise<ReleaseAnswer> => {
    const answer = await call(who, 'GET', `/${id}`);
    if (answer.statusCode !== 200) throw new Error(answer.body);
    return ReleaseAnswer.parse(answer.json());
  };
  const versionOf = async (id: string): Promise<number> => {
    const { releases: all } = ReleasesAnswer.parse((await call('office', 'GET')).json());
    return all.find((release) => release.id === id)?.version ?? 0;
  };
  /** Takes a step from where the release stands now. */
  const step = async (who: Who, id: string, request: Omit<ReleaseStepRequest, 'seen'>) =>
    call(who, 'POST', `/${id}/steps`, { ...request, seen: await versionOf(id) });
  const must = async (...request: Parameters<typeof step>): Promise<void> => {
    const answer = await step(...request);
    if (answer.statusCode !== 204) throw new Error(`${request[1]} ${request[2].action}: ${answer.body}`);
  };
  /** Builds a draft and acknowledges every warning. */
  const draft = async (period: string, more: { asOf?: string; note?: string } = {}): Promise<string> => {
    const built = await call('office', 'POST', '', { period, ...more });
    if (built.statusCode !== 201) throw new Error(built.body);
    const { id } = built.json<{ id: string }>();
    const { checks } = await one(id);
    for (const { id: check } of checks.filter(({ outcome }) => outcome === 'warning')) {
      await must('office', id, { action: 'acknowledge', check, comment: '已核对' });
    }
    return id;
  };
  const approved = async (...period: Parameters<typeof draft>): Promise<string> => {
    const id = await draft(...period);
    await must('office', id, { action: 'submit' });
    await must('finance', id, { action: 'approve' });
    await must('office', id, { action: 'approve' });
    return id;
  };
  const published = async (...period: Parameters<typeof draft>): Promise<string> => {
    const id = await approved(...period);
    await must('office', id, { action: 'publish' });
    return id;
  };
  return { call, one, step, must, draft, approved, published };
}
