import { ConflictException, Inject, Injectable } from '@nestjs/common';
import {
  checkForm,
  dayInShanghai,
  type FormCheck,
  type FormValues,
  hundredths,
  pointsText,
} from '@skill-ledger/contracts';
import { homeInfo } from '@skill-ledger/etl';
import { findForm, listForms, listPeriods, type StoredForm } from '@skill-ledger/state';
import { SERVER_CONFIG, type ServerConfig } from '../config/config.ts';
import { CurrentSnapshotService } from '../snapshots/current-snapshot.service.ts';
import { StateService } from '../state/state.service.ts';
import { clerkOf, FINANCE, headOf, OFFICE } from './demo-callers.ts';
import { EXPLANATION, OPINION, PLANNED, REASONS, RETURNS, STORY, type Stage } from './demo-story.ts';
import { FillingService } from './filling.service.ts';
import { FinalisingService } from './finalising.service.ts';
import { FormsService } from './forms.service.ts';
import { OpeningService } from './opening.service.ts';
import { ReviewsService } from './reviews.service.ts';

const DAY_MS = 86_400_000;
const inDays = (days: number): string => dayInShanghai(new Date(Date.now() + days * DAY_MS));
const SUBMITTED: Stage[] = ['submitted', 'reviewing', 'returned', 'returnedTwice'];

/** The evaluation periods of a demonstration, taken through their steps as offices would: by the same services. */
@Injectable()
export class DemoEvaluationsService {
  private made: Promise<void> | undefined;

  constructor(
    @Inject(SERVER_CONFIG) private readonly config: ServerConfig,
    private readonly state: StateService,
    private readonly current: CurrentSnapshotService,
    private readonly opening: OpeningService,
    private readonly forms: FormsService,
    private readonly filling: FillingService,
    private readonly reviews: ReviewsService,
    private readonly finalising: FinalisingService,
  ) {}

  /** Creates them at the first request; nothing outside a demonstration, or before its first load. */
  async ensure(): Promise<void> {
    if (this.made === undefined && !(await this.isLacking())) return;
    this.made ??= this.state
      .together(() => this.make())
      .catch((error: unknown) => {
        this.made = undefined;
        // Another server of the same demonstration has created them.
        if (!(error instanceof ConflictException)) throw error;
      });
    await this.made;
  }

  /** Whether this is a demonstration with ledgers and without a period. */
  private async isLacking(): Promise<boolean> {
    const info = await homeInfo(this.config.home);
    if (!info?.demo || (await this.current.currentId()) === null) return false;
    return (await listPeriods(await this.state.get())).length === 0;
  }

  private async make(): Promise<void> {
    for (const { period, dueInDays, closesInDays, note, stages, end } of STORY) {
      const closesOn = closesInDays === undefined ? {} : { closesOn: inDays(closesInDays) };
      await this.opening.openOrPlan(OFFICE, { period, dueOn: inDays(dueInDays), note, ...closesOn });
      const forms = await listForms(await this.state.get(), { period });
      const order = forms.sort((a, b) => a.kind.localeCompare(b.kind) * -1 || a.unit.localeCompare(b.unit));
      for (const [index, form] of order.entries()) {
        const stage = stages[index % stages.length] ?? 'notStarted';
        await this.take(form, stage, index, end !== 'open');
      }
      if (end !== 'open') await this.finalising.finalise(OFFICE, period);
      if (end === 'published') await this.finalising.publish(OFFICE, period, true);
    }
    const { period, opensInDays, dueInDays, closesInDays, note } = PLANNED;
    await this.opening.openOrPlan(OFFICE, {
      ...{ period, note },
      ...{ opensOn: inDays(opensInDays), dueOn: inDays(dueInDays), closesOn: inDays(closesInDays) },
    });
  }

  /** Takes a form through its steps up to a stage. */
  private async take(form: StoredForm, stage: Stage, index: number, finishes: boolean): Promise<void> {
    if (stage === 'notStarted') return;
    await this.fill(form, index, stage === 'filling');
    if (stage === 'filling') return;
    await this.handIn(form);
    if (!SUBMITTED.includes(stage)) return;
    await this.confirm(form);
    if (stage === 'submitted') return;
    await this.reviews.accept(OFFICE, { forms: [await this.seen(form)] });
    await this.review(form, index, finishes);
    if (stage === 'reviewing') return;
    await this.giveBack(form, 0, 10);
    if (stage === 'returned') return;
    await this.handIn(form);
    await this.confirm(form);
    await this.giveBack(form, 1, -1);
  }

  private async fill(form: StoredForm, index: number, halfway: boolean): Promise<void> {
    const { checks, trace, frame } = await this.forms.detail(clerkOf(form.unit), form.id);
    const values: FormValues = {};
    const asked = checks.filter(({ severity, field }) => severity === 'required' && field !== null);
    for (const [nth, { code, field }] of asked.entries()) {
      if (halfway && nth % 2 === 1) continue;
      values[field ?? ''] = wordsFor(code, index + nth);
    }
    const first = trace.indicators.find(({ points }) => points !== null && Number(points) > 1);
    // Some units rate themselves slightly below the computed points, and give a reason.
    if (!halfway && index % 3 === 0 && first?.points) {
      values[`${first.id}.self`] = pointsText((hundredths(first.points) ?? 0) - 50);
      values[`${first.id}.reason`] = '一笔补贴退回后尚未重发，自评从严。';
    }
    if (
      Object.keys(values).length === 0 ||
      checkForm(frame, trace, values).some(({ code }) => code === 'self')
    )
      return;
    await this.filling.save(clerkOf(form.unit), form.id, { seen: form.version, values });
  }

  private async handIn(form: StoredForm): Promise<void> {
    await this.filling.handIn(clerkOf(form.unit), form.id, await this.seen(form));
  }

  private async confirm(form: StoredForm): Promise<void> {
    await this.filling.confirm(headOf(form.unit), form.id, await this.seen(form));
  }

  private async giveBack(form: StoredForm, nth: 0 | 1, dueInDays: number): Promise<void> {
    const dueOn = inDays(dueInDays);
    await this.reviews.giveBack(OFFICE, {
      forms: [await this.seen(form)],
      comment: RETURNS[nth] ?? '',
      dueOn,
    });
  }

  /** Each bureau agrees, or deducts a point from an indicator of some units; it finishes if the period is closed. */
  private async review(form: StoredForm, index: number, finishes: boolean): Promise<void> {
    for (const reviewer of [OFFICE, FINANCE]) {
      const { trace, reviews } = await this.forms.detail(reviewer, form.id);
      const own = reviews.find(({ role }) => role === reviewer.account.role);
      const doubted = trace.indicators.find(
        (one) => own?.bureaus.includes(one.reviewer) && one.points !== null && Number(one.points) > 2,
      );
      let seen = 0;
      if (index % 2 === 0 && doubted?.points) {
        const points = pointsText((hundredths(doubted.points) ?? 0) - 100);
        const opinions = { [doubted.id]: { points, text: OPINION } };
        seen = (await this.reviews.save(reviewer, form.id, { seen, opinions })).version;
      }
      if (finishes || reviewer === FINANCE)
        await this.reviews.finish(reviewer, form.id, { seen, finished: true });
    }
  }

  private async seen({ id }: StoredForm): Promise<{ id: string; seen: number }> {
    const form = await findForm(await this.state.get(), id);
    return { id, seen: form?.version ?? 0 };
  }
}

const wordsFor = (code: FormCheck['code'], nth: number): string =>
  code === 'explanation' ? EXPLANATION : (REASONS[nth % REASONS.length] ?? '');
