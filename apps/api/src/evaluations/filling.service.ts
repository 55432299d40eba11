import type { Readable } from 'node:stream';
import { HttpException, Injectable, NotFoundException } from '@nestjs/common';
import {
  changedFields,
  checkForm,
  dayInShanghai,
  type FormAction,
  type FormStepRequest,
  type FormValues,
  fieldsOf,
  instantInShanghai,
  type SavedForm,
  type SaveFormRequest,
} from '@skill-ledger/contracts';
import {
  addFormFile,
  addFormVersion,
  type Change,
  change,
  findForm,
  listFormFiles,
  removeFormFile,
  type StoredForm,
} from '@skill-ledger/state';
import { PurposeService } from '../access/purpose.service.ts';
import { EvidenceService } from '../files/evidence.service.ts';
import type { Caller } from '../http/caller.ts';
import type { FormFile } from '../http/form-files.ts';
import { refusePersonalNumbers } from '../http/official-text.ts';
import { StateService } from '../state/state.service.ts';
import { FormsService, refuse, staleDraft } from './forms.service.ts';
import { freeze, type PeriodOfForm } from './forms.ts';
import { refusalOf, refusalOfChecks, type StepFacts } from './step-policy.ts';
import { byOf, takeStep } from './take-step.ts';

/** How long a user's saves count as one entry of the form's history, in minutes. */
const SESSION_MINUTES = 30;

/** Steps of a unit with its form, until a second user has confirmed it. */
@Injectable()
export class FillingService {
  constructor(
    private readonly state: StateService,
    private readonly forms: FormsService,
    private readonly evidence: EvidenceService,
    private readonly purpose: PurposeService,
  ) {}

  /**
   * Saves the entered fields. @throws ConflictException if the form has changed since it was read, with its current content;
   * HttpException 422 for invalid points and for personal numbers
   */
  async save(caller: Caller, id: string, { seen, values }: SaveFormRequest): Promise<SavedForm> {
    const { form, period } = await this.forms.find(caller, id);
    refuse(refusalOf(form, 'save', this.facts(caller, period)));
    const { trace } = await this.forms.now(form, period);
    const known = new Set(fieldsOf(trace.indicators));
    const unknown = Object.keys(values).filter((field) => !known.has(field));
    if (unknown.length > 0) throw unknownFields(unknown);
    refusePersonalNumbers(values);
    // Invalid points are rejected one by one, and the page keeps them; missing texts can still be added.
    const refused = checkForm(period.frame, trace, values).filter(
      ({ code, field }) => code === 'self' && field !== null && field in values,
    );
    refuse(refusalOfChecks(refused));
    const at = instantInShanghai();
    const version = await change(await this.state.get(), async (within) => {
      const now = await this.within(within, caller, period, id, 'save');
      if (now.version !== seen) throw staleDraft(now);
      const draft = merge(now.draft, values);
      await takeStep(within, byOf(caller), now, 'save', {
        form: { draft, edited: { by: caller.account.displayName, at } },
        detail: { fields: changedFields(now.draft, draft) },
        quiet: isSameSession(now, caller, at),
      });
      return now.version + 1;
    });
    return { version, at };
  }

  /** Attaches files, in the order received. @throws as `save`, BadRequestException, and as `EvidenceService.store` */
  async attach(caller: Caller, id: string, files: AsyncIterable<FormFile>): Promise<void> {
    const { form, period } = await this.forms.find(caller, id);
    refuse(refusalOf(form, 'save', this.facts(caller, period)));
    const state = await this.state.get();
    await this.evidence.storeAll(files, caller.account.name, ({ name, sha256, bytes }) =>
      change(state, async (within) => {
        const now = await this.within(within, caller, period, id, 'save');
        await addFormFile(within, id, { name, sha256, bytes, by: caller.account.displayName });
        await takeStep(within, byOf(caller), now, 'save', { event: 'attach', detail: { sha256, bytes } });
      }),
    );
  }

  /** Removes a file from the form; submissions keep it. @throws NotFoundException */
  async detach(caller: Caller, id: string, fileId: string): Promise<void> {
    const { period } = await this.forms.find(caller, id);
    await change(await this.state.get(), async (within) => {
      const now = await this.within(within, caller, period, id, 'save');
      const file = (await listFormFiles(within, id)).find((one) => one.id === fileId);
      if (!file) throw noSuchFile();
      await removeFormFile(within, id, fileId);
      await takeStep(within, byOf(caller), now, 'save', {
        event: 'detach',
        detail: { sha256: file.sha256 },
      });
    });
  }

  /** A file of the form or of one of its submissions. @throws NotFoundException, ForbiddenException without a purpose */
  async file(caller: Caller, id: string, fileId: string): Promise<{ name: string; content: Readable }> {
    await this.forms.find(caller, id);
    const files = await listFormFiles(await this.state.get(), id, { removed: true });
    const file = files.find((one) => one.id === fileId);
    if (!file) throw noSuchFile();
    await this.purpose.noteExport(caller, `form ${id} file ${fileId}`);
    return { name: file.name, content: this.evidence.content(file.sha256) };
  }

  /** Hands the form to the unit's second user. @throws ConflictException, HttpException 422 with everything that is open */
  async handIn(caller: Caller, id: string, request: FormStepRequest): Promise<void> {
    const { name, displayName } = caller.account;
    await this.step(caller, id, 'handIn', request, () => ({ handedIn: { account: name, by: displayName } }));
  }

  /** Returns the form to filling in; any account of the unit may do so. @throws ConflictException */
  async takeBack(caller: Caller, id: string, request: FormStepRequest): Promise<void> {
    await this.step(caller, id, 'takeBack', request, () => ({ handedIn: null }));
  }

  /** Confirmation by a second user: the submission is frozen. @throws ConflictException, HttpException 422 */
  async confirm(caller: Caller, id: string, request: FormStepRequest): Promise<void> {
    await this.step(caller, id, 'confirm', request, async (within, form, period, now) => {
      const at = instantInShanghai();
      const late = dayInShanghai() > form.dueOn;
      const files = await listFormFiles(within, id);
      const by = { at, late, files, confirmedBy: caller.account.displayName };
      const version = freeze(period, form, now, by);
      await addFormVersion(within, id, version);
      return {
        submissions: version.nth,
        submittedAt: at,
        late,
        systemTotal: now.trace.total,
        selfTotal: version.selfTotal,
      };
    });
  }

  private async step(
    caller: Caller,
    id: string,
    action: FormAction,
    { seen, comment = '' }: FormStepRequest,
    changes: (
      within: Change,
      form: StoredForm,
      period: PeriodOfForm,
      now: Awaited<ReturnType<FormsService['now']>>,
    ) => Partial<StoredForm> | Promise<Partial<StoredForm>>,
  ): Promise<void> {
    refusePersonalNumbers({ comment });
    const { form: before, period } = await this.forms.find(caller, id);
    const now = await this.forms.now(before, period);
    await change(await this.state.get(), async (within) => {
      const form = await findForm(within, id);
      if (!form) throw noSuchFile();
      const checks = checkForm(period.frame, now.trace, form.draft);
      refuse(refusalOf(form, action, { ...this.facts(caller, period), checks }));
      if (form.version !== seen) throw staleDraft(form);
      await takeStep(within, byOf(caller), form, action, {
        form: await changes(within, form, period, now),
        comment,
      });
    });
  }

  /** The form within a change, if the step may be taken. */
  private async within(
    within: Change,
    caller: Caller,
    period: PeriodOfForm,
    id: string,
    action: FormAction,
  ): Promise<StoredForm> {
    const form = await findForm(within, id);
    if (!form) throw noSuchFile();
    refuse(refusalOf(form, action, this.facts(caller, period)));
    return form;
  }

  private facts(caller: Caller, { stored }: PeriodOfForm): StepFacts {
    return { role: caller.account.role, account: caller.account.name, period: stored };
  }
}

/** An emptied field is no longer entered. */
const merge = (draft: FormValues, values: FormValues): FormValues =>
  Object.fromEntries(Object.entries({ ...draft, ...values }).filter(([, text]) => text !== ''));

const isSameSession = ({ edited, state }: StoredForm, { account }: Caller, at: string): boolean =>
  state === 'filling' &&
  edited !== null &&
  edited.by === account.displayName &&
  Date.parse(at) - Date.parse(edited.at) < SESSION_MINUTES * 60_000;

const unknownFields = (fields: string[]): HttpException =>
  new HttpException(
    {
      zh: `表中没有这些栏目：${fields.join('、')}`,
      en: `the form has no such fields: ${fields.join(', ')}`,
      errors: fields.map((field) => ({ field, zh: '没有这个栏目', en: 'no such field' })),
    },
    422,
  );

const noSuchFile = (): NotFoundException =>
  new NotFoundException({ zh: '没有这个附件', en: 'there is no such file' });
