import { NO_YUAN, toYuan } from '@skill-ledger/contracts';
import type { Decision, Grade } from '../releases/index.ts';
import type { Period } from '../scoring/period.ts';

/** What the state store tells of a period: decisions on findings, and the grades where they are published. */
export async function periodState(
  home: string,
  { id, from, to }: Period,
  asOf?: string,
): Promise<{ decisions: Decision[]; secret: string; grades: Grade[] | null }> {
  const { decidedFindings, findingSecret, findPeriod, listForms, openState } = await import(
    '@skill-ledger/state'
  );
  const state = await openState(home, process.env.SKILL_LEDGER_STATE_URL || undefined);
  try {
    const until = asOf !== undefined && asOf < to ? asOf : to;
    const decided = await decidedFindings(state, from, until);
    const evaluation = await findPeriod(state, id);
    const forms = evaluation?.publishedAt ? await listForms(state) : [];
    return {
      secret: await findingSecret(state),
      decisions: decided.map(({ finding, isConfirmed, recovered }) => ({
        finding,
        isVerified: isConfirmed,
        recovered: toYuan(recovered) ?? NO_YUAN,
      })),
      grades: evaluation?.publishedAt
        ? forms
            .filter(({ period }) => period === id)
            .map(({ unit, reviewTotal, grade }) => ({ unit, total: reviewTotal, grade }))
        : null,
    };
  } finally {
    await state.destroy();
  }
}
