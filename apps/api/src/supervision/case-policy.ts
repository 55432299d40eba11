import {
  type Bilingual,
  CASE_STATUS_LABELS,
  type CaseChange,
  type FindingRow,
  judgeTransition,
  may,
  type Role,
} from '@skill-ledger/contracts';
import type { Programme } from '@skill-ledger/etl';

/** Why a change is refused: forbidden for the role, not possible from the current status, or incomplete. */
export interface Refusal {
  status: 403 | 409 | 422;
  text: Bilingual;
}

const NOT_FOR_ROLE: Refusal = {
  status: 403,
  text: {
    zh: '您的角色不能这样处理：已有结论的线索由专班办公室或财政局重新认定，指派和追回金额也由其办理；可以留言说明',
    en: 'your role does not permit this: verdicts, assignments and recovered amounts are set by the work-group office and the finance bureau; you can leave a comment',
  },
};

/** Why a role may not change the cases of these findings this way; null if allowed. */
export function refusalOf(
  role: Role,
  wanted: CaseChange,
  findings: Pick<FindingRow, 'status'>[],
): Refusal | null {
  const assigns = wanted.assign !== undefined || wanted.dueOn !== undefined;
  if (assigns && !may(role, 'findings.assign')) return NOT_FOR_ROLE;
  if (wanted.recovered !== undefined && !may(role, 'findings.decide')) return NOT_FOR_ROLE;
  const to = wanted.status;
  if (to === undefined) return null;
  const judged = findings.map(({ status }) => ({ status, verdict: judgeTransition(role, status, to) }));
  if (judged.some(({ verdict }) => verdict === 'refused')) return NOT_FOR_ROLE;
  const never = judged.find(({ verdict }) => verdict === 'never');
  if (!never) return null;
  const [from, target] = [CASE_STATUS_LABELS[never.status], CASE_STATUS_LABELS[to]];
  // A role that may not set any status gets the same message, whatever the status.
  if (!may(role, 'findings.answer')) return NOT_FOR_ROLE;
  return {
    status: 409,
    text: {
      zh: `“${from.zh}”的线索不能直接改为“${target.zh}”；请先改为“${CASE_STATUS_LABELS.checking.zh}”再认定`,
      en: `a finding cannot change from “${from.en}” to “${target.en}”: set it to ${CASE_STATUS_LABELS.checking.en} first`,
    },
  };
}

/** What is missing: 不属实 needs a reason, and some reasons need a comment; null if complete. */
export function reasonMissing(
  { status, reason, comment }: CaseChange,
  { dismissals }: Pick<Programme, 'dismissals'>,
): Refusal | null {
  const missing = (text: Bilingual): Refusal => ({ status: 422, text });
  if (status !== 'dismissed') {
    return reason === undefined
      ? null
      : missing({ zh: '原因只用于“不属实”', en: 'a reason is allowed for 不属实 only' });
  }
  const known = dismissals.find(({ code }) => code === reason);
  if (!known) {
    return missing({
      zh: `认定“不属实”须选择原因：${dismissals.map(({ label }) => label).join('、')}`,
      en: `不属实 needs a reason: ${dismissals.map(({ code }) => code).join(', ')}`,
    });
  }
  if (known.needsComment && comment === undefined) {
    return missing({
      zh: `原因“${known.label}”须写明情况`,
      en: `${known.labelEn}: explain in a comment`,
    });
  }
  return null;
}
