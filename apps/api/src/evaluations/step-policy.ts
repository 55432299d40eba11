import {
  type Bilingual,
  FORM_ACTION_LABELS,
  FORM_STATE_LABELS,
  FORM_STEPS,
  type FormAction,
  type FormCheck,
  isWithUnit,
  judgeStep,
  periodName,
  type Role,
} from '@skill-ledger/contracts';
import type { StoredForm, StoredPeriod } from '@skill-ledger/state';

/** Why a step is refused, and what is wrong with which field. */
export interface Refusal {
  status: 403 | 409 | 422;
  text: Bilingual;
  errors?: { field: string; zh: string; en: string }[];
}

/** Facts that decide about a step, beside the form's state. */
export interface StepFacts {
  role: Role;
  /** Account of the caller. */
  account: string;
  period: Pick<StoredPeriod, 'id' | 'finalisedAt' | 'closesOn' | 'closedAt'>;
  comment?: string;
  /** Checks of the form, for steps that need it complete. */
  checks?: FormCheck[];
  /** Bureaus that have not finished, for steps that need the form reviewed. */
  unfinished?: string[];
}

/** Why the step cannot be taken now; null if it can. */
export function refusalOf(
  form: Pick<StoredForm, 'state' | 'unit' | 'handedIn' | 'submissions'>,
  action: FormAction,
  facts: StepFacts,
): Refusal | null {
  const judged = judgeStep(facts.role, form.state, action);
  const [state, wish] = [FORM_STATE_LABELS[form.state], FORM_ACTION_LABELS[action]];
  if (judged === 'never') {
    return {
      status: 409,
      text: {
        zh: `${form.unit}的自评表现为“${state.zh}”，不能${wish.zh}；请刷新后再看`,
        en: `the form of ${form.unit} is ${state.en}: you cannot ${wish.en} now; reload to see its current state`,
      },
    };
  }
  if (judged === 'refused') {
    return {
      status: 403,
      text: { zh: `您的角色不能${wish.zh}自评表`, en: `your role may not ${wish.en} a form` },
    };
  }
  const closed = facts.period.finalisedAt !== null && action !== 'publish' && action !== 'unpublish';
  if (closed) return periodClosed(facts.period.id);
  if (isShut(form, facts.period)) return fillingClosed(facts.period);
  for (const requirement of FORM_STEPS[form.state][action]?.requires ?? []) {
    const missing = REQUIREMENTS[requirement](form, facts);
    if (missing) return missing;
  }
  return null;
}

/** Whether the period is closed to a form that its unit has never submitted. */
export const isShut = (
  { state, submissions }: Pick<StoredForm, 'state' | 'submissions'>,
  { closedAt }: Pick<StoredPeriod, 'closedAt'>,
): boolean => closedAt !== null && submissions === 0 && isWithUnit(state);

const fillingClosed = ({ id, closesOn }: Pick<StoredPeriod, 'id' | 'closesOn'>): Refusal => ({
  status: 409,
  text: {
    zh: `${periodName(id).zh}评价期已于 ${closesOn} 关闭填报；如需补报，请专班办公室顺延关闭日期`,
    en: `the period ${periodName(id).en} was closed to new submissions after ${closesOn}: ask the work-group office for a later day`,
  },
});

export const periodClosed = (period: string): Refusal => ({
  status: 409,
  text: {
    zh: `${periodName(period).zh}评价期已定稿，不能再修改；如需更正请联系专班办公室`,
    en: `the period ${periodName(period).en} is final and can no longer be changed: ask the work-group office`,
  },
});

type Requirement = (form: Pick<StoredForm, 'unit' | 'handedIn'>, facts: StepFacts) => Refusal | null;

const REQUIREMENTS: Record<'complete' | 'secondPerson' | 'comment' | 'reviewed', Requirement> = {
  complete: (_, { checks = [] }) => refusalOfChecks(checks),
  secondPerson: ({ handedIn }, { account }) =>
    handedIn?.account === account
      ? {
          status: 409,
          text: {
            zh: '须由本单位另一账号（负责人）确认：填报人不能确认自己送出的表',
            en: 'another account of the unit must confirm: not the one that handed the form in',
          },
        }
      : null,
  comment: (_, { comment = '' }) =>
    comment.trim() === ''
      ? {
          status: 422,
          text: {
            zh: '退回须写明意见，以便单位修改',
            en: 'a return needs a comment, so that the unit knows what to correct',
          },
          errors: [{ field: 'comment', zh: '请写明意见', en: 'state what to correct' }],
        }
      : null,
  reviewed: ({ unit }, { unfinished = [] }) =>
    unfinished.length > 0
      ? {
          status: 409,
          text: {
            zh: `${unit}：${unfinished.join('、')}尚未完成复核`,
            en: `${unit}: ${unfinished.join(', ')} has not finished the review`,
          },
        }
      : null,
};

/** Everything that is invalid or missing, at once; null if the form is complete. */
export function refusalOfChecks(checks: FormCheck[]): Refusal | null {
  const open = checks.filter(({ severity }) => severity !== 'flag');
  if (open.length === 0) return null;
  return {
    status: 422,
    text: {
      zh: `还有 ${open.length} 处需要填写或更正`,
      en: `${open.length} places to fill in or correct`,
    },
    errors: open.map(({ field, text }) => ({ field: field ?? '', ...text })),
  };
}
