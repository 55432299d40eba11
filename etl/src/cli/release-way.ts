import {
  MAX_RELEASE_TEXT,
  periodName,
  RELEASE_CHECK_LABELS,
  RELEASE_STATE_LABELS,
  ReleaseCheckId,
  ReleaseStepRequest,
  releaseName,
} from '@skill-ledger/contracts';
import {
  checkContext,
  draftOf,
  everPublished,
  findAccount,
  findRelease,
  keepDraft,
  listReleases,
  nextRevision,
  openState,
  periodDecisions,
  type ReleaseBy,
  ReleaseRefused,
  releasesToPublish,
  StaleRelease,
  type State,
  type StoredRelease,
  takeReleaseStep,
} from '@skill-ledger/state';
import { asOfDate } from '../base/as-of.ts';
import { UserError } from '../base/errors.ts';
import { resolveHome } from '../home/home.ts';
import { withSnapshot } from '../home/open-snapshot.ts';
import { currentSnapshotInfo } from '../home/snapshots.ts';
import { holdsPersonalNumber } from '../privacy/mask.ts';
import { readReleaseChecks, refusalOfNames, settlePublic, writeDraft } from '../releases/index.ts';
import { commandActor } from './audit-note.ts';
import { answer, answerJson, table } from './output.ts';

/** Who acts: an account of the home. */
interface As {
  as: string;
}

/** Every release that is kept, with where it stands. */
export const printReleases = (options: { json?: boolean }): Promise<void> =>
  withState(async (state) => {
    const releases = await listReleases(state);
    if (options.json) return answerJson({ releases });
    const rows = releases.map(({ id, period, from, asOf, state: at, publishedAt, publishAt, approvals }) => [
      id,
      `${periodName(period).zh}（${from} – ${asOf}）`,
      RELEASE_STATE_LABELS[at].zh,
      approvals.map(({ by }) => by).join('、'),
      publishedAt ?? (publishAt === null ? '' : `定于 ${publishAt}`),
    ]);
    answer(table(['编号', '期间', '状态', '已批准', '公布时间'], rows));
  });

/** Builds a draft of the period's next revision into the home. */
export const draftRelease = (
  period: string,
  options: As & { asOf?: string; note?: string; json?: boolean },
): Promise<void> =>
  withState(async (state) => {
    const by = await actingAs(state, options.as);
    const releases = await listReleases(state);
    const revision = nextRevision(releases, period);
    const note = releaseText('--note', options.note);
    await refuseNames('--note', note);
    if (revision > 1 && !note) throw noteMissing();
    const busy = releases.find(
      (one) => one.period === period && (one.state === 'submitted' || one.state === 'approved'),
    );
    if (busy) throw underWay(busy.id);
    const asOf = asOfDate(options.asOf);
    const earlier = everPublished(releases);
    const info = await writeDraft(resolveHome(), {
      ...{ period, asOf, note: note ?? null, revision, earlier },
      decisions: (of) => periodDecisions(state, of, asOf),
      keep: (built, digest) =>
        keepDraft(state, by, draftOf(built, { digest, earlier, by: by.author.displayName })),
    });
    if (options.json) return answerJson(info);
    answer(`${info.id} ${releaseName(info.id).zh}：草稿已生成 · draft built`);
    await printChecks(state, info.id);
  });

/** Prints the checklist. */
export const checkRelease = (id: string, options: { json?: boolean }): Promise<void> =>
  withState(async (state) => {
    if (options.json) return answerJson({ checks: await checksOf(state, await theRelease(state, id)) });
    await printChecks(state, id);
  });

/** Takes a step as an account, and brings the public folder in line. */
export const stepRelease = (
  id: string,
  action: ReleaseStepRequest['action'],
  options: As & { comment?: string; check?: string; at?: string },
): Promise<void> =>
  withState(async (state) => {
    const by = await actingAs(state, options.as);
    const { version } = await theRelease(state, id);
    if (action === 'askWithdrawal') await refuseNames('--comment', options.comment);
    const request: ReleaseStepRequest = {
      ...{ action, seen: version, comment: releaseText('--comment', options.comment) },
      ...(options.check !== undefined && { check: checkId(options.check) }),
      ...(options.at !== undefined && { publishAt: instantOf(options.at) }),
    };
    await takeReleaseStep(state, by, id, request, (release) => checksOf(state, release));
    const read = async () => releasesToPublish(await listReleases(state));
    const { faults } = await settlePublic(resolveHome(), read);
    const fault = faults.get(id);
    if (fault) throw fault;
    const { state: now } = await theRelease(state, id);
    answer(`${id} ${releaseName(id).zh}：${RELEASE_STATE_LABELS[now].zh} · ${RELEASE_STATE_LABELS[now].en}`);
  });

async function printChecks(state: State, id: string): Promise<void> {
  const checks = await checksOf(state, await theRelease(state, id));
  const marks = { ok: '✓', warning: '提示', error: '✗' };
  const rows = checks.map(({ id: check, outcome, text, acknowledged }) => [
    acknowledged ? '已确认' : marks[outcome],
    check,
    RELEASE_CHECK_LABELS[check].zh,
    text.zh,
  ]);
  answer(table(['', '代码', '检查', '结果'], rows));
}

const checksOf = async (state: State, release: StoredRelease) =>
  readReleaseChecks(resolveHome(), release, await checkContext(state, await listReleases(state)));

async function theRelease(state: State, id: string): Promise<StoredRelease> {
  const release = await findRelease(state, id);
  if (release) return release;
  throw new UserError({
    zh: `没有公开数据 ${id}；用 skill-ledger release list 查看`,
    en: `there is no release ${id}: see skill-ledger release list`,
  });
}

async function actingAs(state: State, name: string): Promise<ReleaseBy> {
  const account = await findAccount(state, name);
  if (!account || account.disabled) {
    throw new UserError({
      zh: `没有可用的账号 ${name}；用 skill-ledger user list 查看`,
      en: `there is no active account ${name}: see skill-ledger user list`,
    });
  }
  const { role, displayName } = account;
  return { role, author: { account: name, displayName }, actor: { ...commandActor(), role } };
}

function checkId(text: string): ReleaseCheckId {
  const { data } = ReleaseCheckId.safeParse(text);
  if (data) return data;
  throw new UserError({
    zh: `没有检查 ${text}；可用：${ReleaseCheckId.options.join('、')}`,
    en: `no check ${text}; available: ${ReleaseCheckId.options.join(', ')}`,
  });
}

/** A text as the HTTP interface takes it: not too long, without ids, phones and account numbers. @throws UserError */
function releaseText(option: string, text: string | undefined): string | undefined {
  const { success, data } = ReleaseStepRequest.shape.comment.safeParse(text);
  if (!success) {
    throw new UserError({
      zh: `${option} 最多 ${MAX_RELEASE_TEXT} 字`,
      en: `${option} takes at most ${MAX_RELEASE_TEXT} characters`,
    });
  }
  if (!holdsPersonalNumber(data ?? '')) return data;
  throw new UserError({
    zh: `${option} 中有身份证号、手机号或账号；此处文字会公布或留在记录中，请删去`,
    en: `${option} has an id, a phone or an account number in it: it is published or kept as it is, remove the number`,
  });
}

/** A text for the public names no trainee. @throws UserError */
async function refuseNames(option: string, text: string | undefined): Promise<void> {
  const home = resolveHome();
  const current = await currentSnapshotInfo(home);
  if (!text || current === null) return;
  const refusal = await withSnapshot(home, current.id, (connection) => refusalOfNames(connection, text));
  if (refusal) throw new UserError({ zh: `${option}：${refusal.zh}`, en: `${option}: ${refusal.en}` });
}

/** An instant with its offset: without one it would mean another hour on another machine. @throws UserError */
function instantOf(text: string): string {
  const { success, data } = ReleaseStepRequest.shape.publishAt.safeParse(text);
  if (success && data !== undefined) return data;
  throw new UserError({
    zh: `--at ${text} 须为带时区的时间，如 2021-07-20T09:00:00+08:00`,
    en: `--at ${text} must be a time with its offset, such as 2021-07-20T09:00:00+08:00`,
  });
}

const noteMissing = (): UserError =>
  new UserError({
    zh: '修订须用 --note 写明向公众说明的内容：改了什么、为什么',
    en: 'a revision needs --note for the public: what changed, and why',
  });

const underWay = (id: string): UserError =>
  new UserError({
    zh: `${releaseName(id).zh}正待批准或公布；请先退回或作废，再生成新的草稿`,
    en: `${releaseName(id).en} waits for approval or publication: return or discard it before a new draft is built`,
  });

async function withState(work: (state: State) => Promise<void>): Promise<void> {
  const state = await openState(resolveHome(), process.env.SKILL_LEDGER_STATE_URL || undefined);
  try {
    await work(state);
  } catch (error) {
    if (error instanceof ReleaseRefused) throw new UserError(error.refusal.text);
    if (error instanceof StaleRelease) {
      throw new UserError({
        zh: `${releaseName(error.id).zh}刚被他人更改，请再试`,
        en: `${releaseName(error.id).en} was changed in between: try again`,
      });
    }
    throw error;
  } finally {
    await state.destroy();
  }
}
