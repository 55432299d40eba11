import { ConflictException, HttpException, Inject, Injectable, NotFoundException } from '@nestjs/common';
import {
  type Bilingual,
  dayInShanghai,
  judgeNoticeStep,
  MAX_NOTICE_ROWS,
  NOTICE_SCOPE_LABELS,
  NoticeAction,
  type NoticeAnswer,
  type NoticePreview,
  type NoticePreviewQuery,
  type NoticeRow,
  type NoticeStepRequest,
  type NoticesAnswer,
  noticeStateOn,
  type ObjectionStepRequest,
  type OpenNoticeRequest,
  ROW_RESULT_LABELS,
  RowResult,
} from '@skill-ledger/contracts';
import {
  anyProgramme,
  type ExportColumn,
  type NoticeClock,
  noticeClock,
  readNoticeChoices,
  readPayees,
  UserError,
  workingDays,
} from '@skill-ledger/etl';
import {
  findNotice,
  listNoticeEvents,
  listNotices,
  listObjections,
  listRows,
  NoticeRefused,
  openNotice,
  payoutsShown,
  type ReleaseBy,
  StaleNotice,
  type StoredNotice,
  stepObjection,
  stopNotice,
  sumRows,
} from '@skill-ledger/state';
import { PurposeService } from '../access/purpose.service.ts';
import { SERVER_CONFIG, type ServerConfig } from '../config/config.ts';
import { actorOf, type Caller, seesPersonalData } from '../http/caller.ts';
import { describeExport, type Export, nameOfExport } from '../http/export.ts';
import { refusePersonalNumbers } from '../http/official-text.ts';
import { CurrentSnapshotService } from '../snapshots/current-snapshot.service.ts';
import { TraineeNamesService } from '../snapshots/trainee-names.service.ts';
import { StateService } from '../state/state.service.ts';
import { objectionOf, pathOfNotice, resultsOf, summaryOf } from './notice-views.ts';
import { ShownPayoutsService } from './shown-payouts.service.ts';

const RESULT_COLUMNS: ExportColumn[] = [
  { label: '发放编号', kind: 'text' },
  { label: '班级编号', kind: 'text' },
  { label: '补贴人数', kind: 'number' },
  { label: '发放金额', kind: 'money' },
  { label: '公示开始日期', kind: 'day' },
  { label: '公示结束日期', kind: 'day' },
  { label: '公示结果', kind: 'text' },
];

/** Rows of a preview. */
const SAMPLE = 5;

/** Name lists before payment, for the office (spec 11, "Name lists"). */
@Injectable()
export class NoticesService {
  constructor(
    @Inject(SERVER_CONFIG) private readonly config: ServerConfig,
    private readonly state: StateService,
    private readonly current: CurrentSnapshotService,
    private readonly purpose: PurposeService,
    private readonly names: TraineeNamesService,
    private readonly shownPayouts: ShownPayoutsService,
  ) {}

  async list(): Promise<NoticesAnswer> {
    const state = await this.state.get();
    const objections = await listObjections(state);
    const { between } = workingDays(await anyProgramme(this.config.home));
    const choices =
      (await this.current.currentId()) === null
        ? []
        : await this.current.read((connection) => readNoticeChoices(connection));
    return {
      today: dayInShanghai(),
      choices,
      notices: (await listNotices(state)).map((notice) =>
        summaryOf(
          notice,
          objections.filter((one) => one.notice === notice.id),
          between,
        ),
      ),
    };
  }

  /** @throws NotFoundException */
  async one(caller: Caller, id: string): Promise<NoticeAnswer> {
    const state = await this.state.get();
    const notice = await this.find(id);
    const objections = await listObjections(state, id);
    const rows = await listRows(state, id);
    const byNth = new Map(rows.map((row) => [row.nth, row]));
    const isMasked = !seesPersonalData(caller);
    if (!isMasked && objections.length > 0) {
      await this.purpose.noteViewOnce(caller, `notice ${id}`, objections.length);
    }
    const { role } = caller.account;
    const results = [...resultsOf(notice, rows, objections).values()];
    const { between } = workingDays(await anyProgramme(this.config.home));
    const summary = summaryOf(notice, objections, between);
    return {
      notice: summary,
      objections: objections.map((one) => objectionOf(one, byNth.get(one.row ?? 0), { role, isMasked })),
      events: await listNoticeEvents(state, id),
      results: RowResult.options.flatMap((result) => {
        const count = results.filter((one) => one === result).length;
        return count === 0 ? [] : [{ result, rows: count }];
      }),
      steps: NoticeAction.options.filter(
        (action) => judgeNoticeStep(role, summary.state, action) === 'allowed',
      ),
    };
  }

  /** What a notice would hold. @throws HttpException 422 for a day that is not ahead, no rows or too many */
  async preview({ kind, value, startsOn = dayInShanghai() }: NoticePreviewQuery): Promise<NoticePreview> {
    const clock = await this.clock();
    const { endsOn, refused } = lastDayOf(clock, startsOn);
    const rows = await this.payees({ kind, value });
    const shown = await payoutsShown(await this.state.get(), await this.correctedOf(rows));
    const own = rows.filter(({ payout }) => !shown.has(payout));
    return {
      ...{ startsOn, endsOn, refused, days: clock.days, clause: clock.clause, ...sumRows(own) },
      shownBefore: rows.length - own.length,
      sample: own.slice(0, SAMPLE),
    };
  }

  /** Opens a notice over the payouts of the current snapshot. @returns its id @throws HttpException as `preview` does, 409 */
  async open(by: ReleaseBy, { scope, startsOn = dayInShanghai() }: OpenNoticeRequest): Promise<string> {
    const clock = await this.clock();
    const { days, clause } = clock;
    const { endsOn, refused } = lastDayOf(clock, startsOn);
    if (endsOn === null) throw new HttpException({ ...refused }, 422);
    const rows = await this.payees(scope);
    const snapshot = (await this.current.currentId()) ?? '';
    const wanted = { scope, startsOn, endsOn, days, clause, snapshot };
    const corrected = await this.correctedOf(rows);
    return openNotice(await this.state.get(), by, wanted, rows, corrected).catch(answer);
  }

  /** Last day for the answer to an objection that comes in on a day. */
  async answerBy(day: string): Promise<string> {
    return (await this.clock()).answerBy(day);
  }

  /** @throws HttpException */
  async step(by: ReleaseBy, id: string, request: NoticeStepRequest): Promise<void> {
    refusePersonalNumbers({ comment: request.comment });
    await this.names.refuse('comment', request.comment);
    await stopNotice(await this.state.get(), by, id, request).catch(answer);
  }

  /** @throws HttpException */
  async stepObjection(
    by: ReleaseBy,
    id: string,
    objection: string,
    request: ObjectionStepRequest,
  ): Promise<void> {
    refusePersonalNumbers({ comment: request.comment });
    await this.names.refuse('comment', request.comment);
    await stepObjection(await this.state.get(), by, id, objection, request).catch(answer);
  }

  /** What became of each payout, once the notice is over. @throws NotFoundException, ConflictException */
  async results(caller: Caller, id: string, origin: string): Promise<Export> {
    const state = await this.state.get();
    const notice = await this.ended(id);
    const rows = await listRows(state, id);
    const results = resultsOf(notice, rows, await listObjections(state, id));
    const { kind, value } = notice.scope;
    const filters = [`${NOTICE_SCOPE_LABELS[kind].zh}：${value}`];
    const title = '公示结果';
    const described = describeExport(caller, {
      ...{ title, filters, asOf: notice.endsOn, snapshot: notice.snapshot, unmasked: false, origin },
      view: pathOfNotice(id),
    });
    return {
      table: { title, columns: RESULT_COLUMNS, ...described },
      name: nameOfExport(caller, [title, id], filters, notice.endsOn),
      rows: rows.map(({ nth, payout, class: of, persons, amount }) => {
        const result = results.get(nth) ?? 'held';
        // A payout that is held or refused has not been shown to the end: it gets no days.
        const days = result === 'clear' ? [notice.startsOn, notice.endsOn] : [null, null];
        return [payout, of, String(persons), amount, ...days, ROW_RESULT_LABELS[result].zh];
      }),
    };
  }

  /** A notice that is over. @throws NotFoundException, ConflictException */
  async ended(id: string): Promise<StoredNotice> {
    const notice = await this.find(id);
    if (noticeStateOn(notice, dayInShanghai()) !== 'ended') throw notOver(notice);
    return notice;
  }

  /** @throws NotFoundException */
  private async find(id: string): Promise<StoredNotice> {
    const notice = await findNotice(await this.state.get(), id);
    if (notice) return notice;
    throw new NotFoundException({ zh: `没有公示 ${id}`, en: `there is no notice ${id}` });
  }

  private async clock(): Promise<NoticeClock> {
    return noticeClock(await anyProgramme(this.config.home));
  }

  private correctedOf(rows: NoticeRow[]): Promise<Set<string>> {
    return this.shownPayouts.corrected(new Set(rows.map(({ payout }) => payout)));
  }

  private async payees(scope: OpenNoticeRequest['scope']): Promise<NoticeRow[]> {
    const programme = await anyProgramme(this.config.home);
    const rows = await this.current.read((connection) =>
      readPayees(connection, programme, scope, MAX_NOTICE_ROWS + 1),
    );
    if (rows.length === 0) {
      throw invalid(
        'scope',
        `“${scope.value}”没有待公示或公示中的补贴`,
        `${scope.value} has no payouts that wait for a notice`,
      );
    }
    if (rows.length <= MAX_NOTICE_ROWS) return rows;
    throw invalid(
      'scope',
      `超过 ${MAX_NOTICE_ROWS} 笔补贴，请按班级或批次分开公示`,
      `more than ${MAX_NOTICE_ROWS} payouts: open notices by class or batch`,
    );
  }
}

/** The caller as notices name them. */
export const noticeBy = (caller: Caller): ReleaseBy => ({
  role: caller.account.role,
  author: { account: caller.account.name, displayName: caller.account.displayName },
  actor: actorOf(caller),
});

/** A notice starts today or within so many days. */
const MAX_DAYS_AHEAD = 60;
const DAY_MS = 86_400_000;

/** The last day of a notice, or why it cannot be counted. @throws HttpException 422 for a day that is not ahead */
function lastDayOf(
  clock: NoticeClock,
  startsOn: string,
): { endsOn: string; refused: null } | { endsOn: null; refused: Bilingual } {
  const last = dayInShanghai(new Date(Date.now() + MAX_DAYS_AHEAD * DAY_MS));
  if (startsOn < dayInShanghai() || startsOn > last) {
    throw invalid(
      'startsOn',
      `开始日期须为今天或以后，最迟 ${last}`,
      `a notice starts today or later, by ${last}`,
    );
  }
  try {
    return { endsOn: clock.endOf(startsOn), refused: null };
  } catch (error) {
    if (error instanceof UserError) return { endsOn: null, refused: error.text };
    throw error;
  }
}

const invalid = (field: string, zh: string, en: string): HttpException =>
  new HttpException({ zh, en, errors: [{ field, zh, en }] }, 422);

const notOver = ({ id, state }: StoredNotice): ConflictException =>
  new ConflictException(
    state === 'stopped'
      ? { zh: `公示 ${id} 已撤下，没有结果`, en: `notice ${id} was taken down: it has no result` }
      : { zh: `公示 ${id} 尚未期满，期满后才有结果`, en: `notice ${id} is not over yet` },
  );

/** Turns what the store refuses into an answer. */
export function answer(error: unknown): never {
  if (error instanceof NoticeRefused) {
    const { status, text, field } = error;
    throw new HttpException({ ...text, ...(field && { errors: [{ field, ...text }] }) }, status);
  }
  if (error instanceof StaleNotice) {
    throw new ConflictException({
      zh: '刚被他人更改，请刷新后再试',
      en: 'it was changed in between: reload, then try again',
    });
  }
  throw error;
}
