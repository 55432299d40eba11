import { type CaseChange, type FindingRow, fenOf, toYuan } from '@skill-ledger/contracts';
import type { Refusal } from './case-policy.ts';

type Money = Pick<FindingRow, 'rule' | 'key' | 'stake' | 'paid' | 'closedAt'>;

/**
 * Whether an amount may be noted as recovered (追回金额): not where nothing was paid, nor more than was paid; more than was at
 * stake only with a comment that says why. Null if it may.
 */
export function recoveryRefused(finding: Money, { recovered, comment }: CaseChange): Refusal | null {
  const amount = recovered === undefined ? undefined : toYuan(recovered);
  if (amount === undefined || fenOf(amount) === 0n) return null;
  const { rule, key, stake, closedAt } = finding;
  const refusal = (zh: string, en: string): Refusal => ({
    status: 422,
    text: { zh: `${rule} ${key}：${zh}`, en: `${rule} ${key}: ${en}` },
  });
  // Its payouts may no longer exist; the amount at stake is known.
  const paid = closedAt === null ? finding.paid : stake;
  if (fenOf(paid) === 0n) {
    return refusal('还没有发放补贴，没有可追回的金额', 'nothing has been paid, so nothing can be recovered');
  }
  if (fenOf(amount) > fenOf(paid)) {
    return refusal(
      `追回金额 ${amount} 元多于已发放的 ${paid} 元，请核对`,
      `${amount} yuan recovered is more than the ${paid} yuan paid: check the amount`,
    );
  }
  if (fenOf(amount) > fenOf(stake) && comment === undefined) {
    return refusal(
      `追回金额 ${amount} 元多于涉及金额 ${stake} 元，请在情况说明中写明原因`,
      `${amount} yuan recovered is more than the ${stake} yuan at stake: say why in a comment`,
    );
  }
  return null;
}
