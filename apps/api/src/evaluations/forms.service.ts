import { ConflictException, HttpException, Injectable, NotFoundException } from '@nestjs/common';
import {
  type Bilingual,
  type CurrentDraft,
  changedFields,
  checkForm,
  composedTexts,
  dayInShanghai,
  type FormDetail,
  type FormFileInfo,
  FormResult,
  type FormReview,
  type FormVersion,
  isWithUnit,
  stepsFrom,
  UnitTrace,
} from '@skill-ledger/contracts';
import { maskFreeText } from '@skill-ledger/etl';
import {
  findForm,
  findFormVersion,
  findPeriod,
  listFormEvents,
  listFormFiles,
  listFormVersions,
  listReviews,
  type StoredForm,
} from '@skill-ledger/state';
import { PurposeService } from '../access/purpose.service.ts';
import { type Caller, ownUnit, seesPersonalData } from '../http/caller.ts';
import { StateService } from '../state/state.service.ts';
import { FormScoresService } from './form-scores.service.ts';
import { deltasOf, type PeriodOfForm, readPeriod, reviewsOf, summaryOf } from './forms.ts';
import { isShut, type Refusal } from './step-policy.ts';

/** Snapshot and trace of the day a form was opened, as it keeps them. */
interface Opened {
  snapshot: string;
  trace: UnitTrace;
}

/** Self-evaluation forms as shown to a caller. */
@Injectable()
export class FormsService {
  constructor(
    private readonly state: StateService,
    private readonly scores: FormScoresService,
    private readonly purpose: PurposeService,
  ) {}

  /** A form with its period; a unit can read only its own. @throws NotFoundException */
  async find(caller: Caller, id: string): Promise<{ form: StoredForm; period: PeriodOfForm }> {
    const state = await this.state.get();
    const form = await findForm(state, id);
    const unit = ownUnit(caller);
    if (!form || (unit !== undefined && form.unit !== unit)) throw noSuchForm();
    const period = await findPeriod(state, form.period);
    if (!period) throw noSuchForm();
    return { form, period: readPeriod(period) };
  }

  /** The current figures of the form's unit. @throws ServiceUnavailableException before the first load */
  async now(form: StoredForm, { stored }: PeriodOfForm): Promise<Opened> {
    const scores = await this.scores.scores(stored);
    const trace = scores.units.find(({ unit }) => unit === form.unit);
    if (!trace) throw noSuchForm();
    return { snapshot: scores.snapshot, trace };
  }

  /** A submission as the caller may read it: names of files are masked without a purpose. @throws NotFoundException */
  async shownVersion(caller: Caller, id: string, nth: number): Promise<FormVersion> {
    const version = await this.version(caller, id, nth);
    return { ...version, files: await this.shownFiles(caller, `form ${id} version ${nth}`, version.files) };
  }

  /** A submission as frozen, for reviews and exports. @throws NotFoundException */
  async version(caller: Caller, id: string, nth?: number): Promise<FormVersion> {
    await this.find(caller, id);
    const version = await findFormVersion(await this.state.get(), id, nth);
    if (version) return version;
    throw new NotFoundException({
      zh: '没有这一次提交的版本',
      en: 'the form has no such version: it was not submitted so often',
    });
  }

  /** Everything about a form, with the part of its review that the caller may see. @throws NotFoundException */
  async detail(caller: Caller, id: string): Promise<FormDetail> {
    const state = await this.state.get();
    const { form, period } = await this.find(caller, id);
    const { frame } = period;
    const reviews = await listReviews(state, id);
    const version = form.submissions > 0 ? await findFormVersion(state, id) : undefined;
    const isOpen = isWithUnit(form.state);
    const now = await this.now(form, period);
    const shown = isOpen || !version ? now : { snapshot: version.snapshot, trace: version.trace };
    const values = isOpen || !version ? form.draft : version.values;
    const closed = (period.stored.finalisedAt !== null && isOpen) || isShut(form, period.stored);
    const files = isOpen || !version ? await listFormFiles(state, id) : version.files;
    return {
      form: summaryOf(form, reviews, dayInShanghai()),
      period: period.shown,
      frame,
      trace: shown.trace,
      snapshot: shown.snapshot,
      deltas:
        period.stored.finalisedAt === null ? deltasOf((version ?? openedOf(form)).trace, now.trace) : [],
      values,
      composed: composedTexts(shown.trace),
      edited: form.edited,
      handedInBy: form.handedIn?.by ?? null,
      editedSinceConfirmation: version && isOpen ? changedFields(version.values, form.draft) : null,
      files: await this.shownFiles(caller, `form ${id}`, files),
      checks: checkForm(frame, shown.trace, values),
      reviews: told(caller, reviewsOf(frame, form, reviews)),
      result: form.result === null ? null : FormResult.parse(JSON.parse(form.result)),
      versions: await listFormVersions(state, id),
      events: await listFormEvents(state, id),
      steps: closed ? [] : stepsFrom(caller.account.role, form.state),
      needsSecondPerson: form.state === 'confirming' && form.handedIn?.account === caller.account.name,
    };
  }

  /** Files as shown to the caller: names are free text, masked without a purpose and logged with one. */
  private async shownFiles(caller: Caller, subject: string, files: FormFileInfo[]): Promise<FormFileInfo[]> {
    if (files.length === 0) return files;
    if (!seesPersonalData(caller)) return files.map((file) => ({ ...file, name: maskFreeText(file.name) }));
    await this.purpose.noteViewOnce(caller, subject, files.length);
    return files;
  }
}

/** A reviewer sees their own opinions, and those of others once they are finished; the unit only the result. */
const told = (caller: Caller, reviews: FormReview[]): FormReview[] =>
  reviews.map((review) => {
    const own = caller.account.role === review.role;
    const finished = review.finishedAt !== null && caller.account.role !== 'unit';
    return own || finished ? review : { ...review, opinions: {} };
  });

const openedOf = ({ opened }: StoredForm): Opened => {
  const { snapshot, trace } = JSON.parse(opened) as { snapshot: string; trace: unknown };
  return { snapshot, trace: UnitTrace.parse(trace) };
};

const noSuchForm = (): NotFoundException =>
  new NotFoundException({ zh: '没有这张自评表', en: 'there is no such form' });

/** @throws HttpException if there is a refusal */
export function refuse(refusal: Refusal | null): void {
  if (!refusal) return;
  throw new HttpException(
    { ...refusal.text, ...(refusal.errors && { errors: refusal.errors }) },
    refusal.status,
  );
}

/** A stale change is answered with the current content, so that no input is lost and nothing is overwritten. */
export function staleDraft({ version, draft, edited }: StoredForm): ConflictException {
  const current: CurrentDraft = { version, values: draft, edited };
  return stale(
    {
      zh: `${edited?.by ?? '其他人'}刚刚修改了这张表，您的修改未保存；您填写的内容仍在页面上，请对照后再保存`,
      en: `${edited?.by ?? 'another user'} has changed this form meanwhile, so your change was not saved: what you typed is still on the page; compare and save again`,
    },
    current,
  );
}

export const stale = (text: Bilingual, current?: unknown): ConflictException =>
  new ConflictException({ ...text, ...(current !== undefined && { current }) });
