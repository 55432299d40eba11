import { ConflictException, Inject, Injectable } from '@nestjs/common';
import {
  type Account,
  checkForm,
  dayInShanghai,
  type FormCheck,
  type FormValues,
  hundredths,
  pointsText,
  type Role,
} from '@skill-ledger/contracts';
import { homeInfo } from '@skill-ledger/etl';
import { findForm, listForms, listPeriods, type StoredForm } from '@skill-ledger/state';
import { SERVER_CONFIG, type ServerConfig } from '../config/config.ts';
import type { Caller } from '../http/caller.ts';
import { StateService } from '../state/state.service.ts';
import { EXPLANATION, OPINION, REASONS, RETURNS, STORY, type Stage } from './demo-story.ts';
import { FillingService } from './filling.service.ts';
import { FormsService } from './forms.service.ts';
import { PeriodsService } from './periods.service.ts';
import { ResultsService } from './results.service.ts';
import { ReviewsService } from './reviews.service.ts';

const DAY_MS = 86_400_000;
const SUBMITTED: Stage[] = ['submitted', 'reviewing', 'returned', 'returnedTwice'];

/** The evaluation periods of a demonstration, taken through their steps as offices would: by the same services. */
@Injectable()
export class DemoEvaluationsService {
  private made: Promise<void> | undefined;

  constructor(
    @Inject(SERVER_CONFIG) private readonly config: ServerConfig,
    private readonly state: StateService,
    private readonly periods: PeriodsService,
    private readonly forms: FormsService,
    private readonly filling: FillingService,
    private readonly reviews: ReviewsService,
    private readonly results: ResultsService,
  ) {}

  /** Makes them when evaluations are first looked at; nothing outside of a demonstration. */
  async ensure(): Promise<void> {
    this.made ??= this.state
      .together(() => this.make())
      .catch((error: unknown) => {
        this.made = undefined;
        // Another server of the same demonstration was faster.
        if (!(error instanceof ConflictException)) throw error;
      });
    await this.made;
  }

  private async make(): Promise<void> {
    const info = await homeInfo(this.config.home);
    if (!info?.demo || (await listPeriods(await this.state.get())).length > 0) return;
    for (const { period, dueInDays, note, stages, end } of STORY) {
      const dueOn = dayInShanghai(new Date(Date.now() + dueInDays * DAY_MS));
      await this.periods.open(OFFICE, { period, dueOn, note });
      const forms = await listForms(await this.state.get(), { period });
      const order = forms.sort((a, b) => a.kind.localeCompare(b.kind) * -1 || a.unit.localeCompare(b.unit));
      for (const [index, form] of order.entries()) {
        const stage = stages[index % stages.length] ?? 'notStarted';
        await this.take(form, stage, index, end !== 'open');
      }
      if (end !== 'open') await this.results.finalise(OFFICE, period);
      if (end === 'published') await this.results.publish(OFFICE, period, true);
    }
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
    const { checks, trace, frame } = await this.forms.detail(firstOf(form), form.id);
    const values: FormValues = {};
    const asked = checks.filter(({ severity, field }) => severity === 'required' && field !== null);
    for (const [nth, { code, field }] of asked.entries()) {
      if (halfway && nth % 2 === 1) continue;
      values[field ?? ''] = wordsFor(code, index + nth);
    }
    const first = trace.indicators.find(({ points }) => points !== null && Number(points) > 1);
    // Some units see themselves a little worse than the ledgers do, and say why.
    if (!halfway && index % 3 === 0 && first?.points) {
      values[`${first.id}.self`] = pointsText((hundredths(first.points) ?? 0) - 50);
      values[`${first.id}.reason`] = '一笔补贴退回后尚未重发，自评从严。';
    }
    if (
      Object.keys(values).length === 0 ||
      checkForm(frame, trace, values).some(({ code }) => code === 'self')
    )
      return;
    await this.filling.save(firstOf(form), form.id, { seen: form.version, values });
  }

  private async handIn(form: StoredForm): Promise<void> {
    await this.filling.handIn(firstOf(form), form.id, await this.seen(form));
  }

  private async confirm(form: StoredForm): Promise<void> {
    await this.filling.confirm(headOf(form), form.id, await this.seen(form));
  }

  private async giveBack(form: StoredForm, nth: 0 | 1, dueInDays: number): Promise<void> {
    const dueOn = dayInShanghai(new Date(Date.now() + dueInDays * DAY_MS));
    await this.reviews.giveBack(OFFICE, {
      forms: [await this.seen(form)],
      comment: RETURNS[nth] ?? '',
      dueOn,
    });
  }

  /** Each bureau agrees, or takes a point off an indicator of some units; it finishes where the period ends. */
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

/** An invented user: it has no session and cannot sign in. */
function user(role: Role, name: string, displayName: string, unit: string | null = null): Caller {
  const account: Account = {
    ...{ id: name, name, displayName, role, unit },
    ...{ disabled: false, demo: true, mustChange: false },
  };
  return {
    account,
    session: { tokenHash: '', account, seenAt: '', means: 'demo', purpose: null, language: null },
    address: 'demo',
    figuresShared: false,
  };
}

const OFFICE = user('office', 'demo-office', '演示·专班办公室');
const FINANCE = user('finance', 'demo-finance', '演示·财政局');
const firstOf = ({ unit }: StoredForm): Caller => user('unit', 'demo-clerk', '演示·经办人', unit);
const headOf = ({ unit }: StoredForm): Caller => user('unit', 'demo-head', '演示·负责人', unit);
