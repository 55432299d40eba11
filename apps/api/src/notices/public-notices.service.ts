import { HttpException, Inject, Injectable, NotFoundException } from '@nestjs/common';
import {
  dayInShanghai,
  FEW_PAYEES,
  type Language,
  ObjectionRequest,
  PayeeSearch,
  ReceiptQuery,
} from '@skill-ledger/contracts';
import {
  answersPage,
  anyProgramme,
  gonePage,
  type ListSearch,
  maskName,
  noticeClock,
  noticePage,
  noticesPage,
  objectionPage,
  workingDays,
} from '@skill-ledger/etl';
import {
  fileObjection,
  findNotice,
  findRow,
  listNotices,
  listObjections,
  objectionByReceipt,
  receiptHash,
  type ShownRow,
  type State,
  type StoredNotice,
  searchRows,
} from '@skill-ledger/state';
import { SERVER_CONFIG, type ServerConfig } from '../config/config.ts';
import { PublicSiteService } from '../public/public-site.service.ts';
import { StateService } from '../state/state.service.ts';
import { DemoNoticesService } from './demo-notices.service.ts';
import { publicOf } from './notice-views.ts';
import { answer } from './notices.service.ts';

/** A page of name lists and its status. */
export interface Answered {
  status: number;
  body: string;
}

type Fields = Record<string, unknown>;

/** Name lists for the public: pages that work without script, no account, nothing kept of who asks. */
@Injectable()
export class PublicNoticesService {
  constructor(
    @Inject(SERVER_CONFIG) private readonly config: ServerConfig,
    private readonly state: StateService,
    private readonly site: PublicSiteService,
    private readonly demo: DemoNoticesService,
  ) {}

  async index(language: Language): Promise<Answered> {
    await this.demo.ensure();
    const state = await this.state.get();
    const objections = await listObjections(state);
    const { between } = workingDays(await anyProgramme(this.config.home));
    const notices = (await listNotices(state)).filter(hasBegun);
    const shown = notices.map((notice) =>
      publicOf(
        notice,
        objections.filter((one) => one.notice === notice.id),
        between,
      ),
    );
    return { status: 200, body: noticesPage(await this.frame(language), shown) };
  }

  /** A list: its days, and with fields what a search for them has found. @throws NotFoundException */
  async list(page: string, fields: Fields | null): Promise<Answered> {
    const { notice, language, gone } = await this.open(page);
    if (gone) return gone;
    const frame = await this.frame(language);
    const search = fields && (await this.search(notice.id, fields));
    const status = search?.outcome === 'invalid' ? 422 : 200;
    return { status, body: noticePage(frame, await this.shown(notice), search) };
  }

  private async search(id: string, fields: Fields): Promise<ListSearch> {
    const asked = {
      ...{ name: typed(fields.name, 100), last4: typed(fields.last4, 4), class: typed(fields.class, 64) },
    };
    const query = PayeeSearch.safeParse(asked);
    if (!query.success) return { asked, outcome: 'invalid', rows: [] };
    const { name, last4, class: classId } = query.data;
    const names = name === '' ? [] : [name, maskName(name)];
    const rows = await searchRows(await this.state.get(), id, { names, last4, classId }, FEW_PAYEES);
    return rows.length > FEW_PAYEES
      ? { asked, outcome: 'many', rows: [] }
      : { asked, outcome: 'found', rows: rows.map(publicRow) };
  }

  /** The form of an objection, to a row or to the list. @throws NotFoundException */
  async objectionForm(page: string, key: string): Promise<Answered> {
    const { notice, language, gone } = await this.open(page);
    if (gone) return gone;
    const row = await this.row(notice, key);
    const { answerDays } = noticeClock(await anyProgramme(this.config.home));
    const content = { row, asked: null, filed: null, answerDays };
    return {
      status: 200,
      body: objectionPage(await this.frame(language), await this.shown(notice), content),
    };
  }

  /** Keeps an objection. @throws NotFoundException, HttpException 410, 422, 429 */
  async object(page: string, fields: Fields): Promise<Answered> {
    const { notice, language, gone } = await this.open(page);
    if (gone) return gone;
    const frame = await this.frame(language);
    const clock = noticeClock(await anyProgramme(this.config.home));
    const request = ObjectionRequest.safeParse(fields);
    const key = typed(fields.row, 40);
    if (!request.success) {
      const asked = { text: typed(fields.text), contact: typed(fields.contact) };
      const content = {
        ...{ row: await this.row(notice, key), asked, filed: null, answerDays: clock.answerDays },
      };
      return { status: 422, body: objectionPage(frame, await this.shown(notice), content) };
    }
    const dueOn = clock.answerBy(dayInShanghai());
    const receipt = await fileObjection(await this.state.get(), notice.id, request.data, dueOn).catch(answer);
    const content = { row: null, asked: null, filed: { receipt, dueOn }, answerDays: clock.answerDays };
    return { status: 201, body: objectionPage(frame, await this.shown(notice), content) };
  }

  /** The answer to an objection, for the holder of its receipt. */
  async answers(language: Language, fields: Fields | null): Promise<Answered> {
    const frame = await this.frame(language);
    if (fields === null) return { status: 200, body: answersPage(frame, null, null) };
    const asked = typed(fields.receipt, 20);
    const query = ReceiptQuery.safeParse({ receipt: asked });
    const found = query.success
      ? await objectionByReceipt(await this.state.get(), receiptHash(query.data.receipt))
      : undefined;
    return { status: found ? 200 : 404, body: answersPage(frame, asked, found ?? null) };
  }

  /** The notice of a page; where it is over, what stays of it. @throws NotFoundException also before its first day */
  private async open(
    page: string,
  ): Promise<{ notice: StoredNotice; language: Language; gone: Answered | null }> {
    const [, id = '', english] = /^(GS\d{4}-\d{4})(\.en)?\.html$/.exec(page) ?? [];
    const notice = await findNotice(await this.state.get(), id);
    if (!notice || !hasBegun(notice)) {
      throw new NotFoundException({
        zh: '没有这份公示；全部公示见“公示名单”',
        en: 'no such notice: the page “Name lists” has them all',
      });
    }
    const language = english ? 'en' : 'zh';
    const shown = await this.shown(notice);
    const gone =
      shown.state === 'running' ? null : { status: 410, body: gonePage(await this.frame(language), shown) };
    return { notice, language, gone };
  }

  private async row(notice: StoredNotice, key: string): Promise<ReturnType<typeof publicRow> | null> {
    if (key === '') return null;
    const row = await findRow(await this.state.get(), notice.id, key);
    if (row) return publicRow(row);
    throw new HttpException({ zh: '没有这一行，请重新查询', en: 'no such row: search for it again' }, 404);
  }

  private async shown(notice: StoredNotice) {
    const state: State = await this.state.get();
    const { between } = workingDays(await anyProgramme(this.config.home));
    return publicOf(notice, await listObjections(state, notice.id), between);
  }

  private async frame(language: Language) {
    return { published: (await this.site.get()).published, language };
  }
}

/** A notice is public from its first day. */
const hasBegun = ({ startsOn }: StoredNotice): boolean => startsOn <= dayInShanghai();

const publicRow = ({ nth: _, payout: __, ...row }: ShownRow) => row;

/** A field of a form, cut to what it may hold. */
const typed = (value: unknown, most = 10_000): string =>
  typeof value === 'string' ? value.trim().slice(0, most) : '';
