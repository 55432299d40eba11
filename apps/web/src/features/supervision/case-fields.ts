import { CaseChange, type FindingRow, fenOf, type ProgrammeAnswer, toYuan } from '@skill-ledger/contracts';
import { z } from 'zod';
import { orEmpty } from '../../ui/form-schema.ts';

/** Form values of a change of findings: every field is text, and the draft keeps what is not yet valid. */
export const CaseFields = z.object({
  status: orEmpty(CaseChange.shape.status.unwrap()),
  reason: z.string(),
  assign: z.string(),
  dueOn: z.string(),
  recovered: z.string(),
  comment: z.string(),
});
export type CaseFields = z.infer<typeof CaseFields>;

export const NOTHING: CaseFields = {
  status: '',
  reason: '',
  assign: '',
  dueOn: '',
  recovered: '',
  comment: '',
};

/** Amounts that limit the recovered amount. */
export type Recoverable = Pick<FindingRow, 'stake' | 'paid'>;

const isAbove = (recovered: string, limit: Recoverable['paid']): boolean => {
  const amount = toYuan(recovered);
  return amount !== undefined && fenOf(amount) > fenOf(limit);
};

/**
 * Valid changes: 不属实 needs one of the programme's reasons, and some reasons need a comment. No more can be recovered
 * than was paid; more than the amount at stake needs a comment.
 * @param of the finding, if there is only one
 */
export const caseSchema = (
  dismissals: ProgrammeAnswer['dismissals'],
  of: Recoverable | undefined,
  texts: { abovePaid: string; aboveStake: string },
) =>
  CaseFields.extend({
    reason: orEmpty(CaseChange.shape.reason.unwrap()),
    dueOn: orEmpty(CaseChange.shape.dueOn.unwrap().unwrap()),
    recovered: orEmpty(CaseChange.shape.recovered.unwrap()),
    comment: orEmpty(CaseChange.shape.comment.unwrap()),
  })
    .refine(({ status, reason }) => status !== 'dismissed' || reason !== '', { path: ['reason'] })
    .refine(
      ({ status, reason, comment }) =>
        status !== 'dismissed' ||
        comment.trim() !== '' ||
        !dismissals.some(({ code, needsComment }) => code === reason && needsComment),
      { path: ['comment'] },
    )
    .refine(({ recovered }) => of === undefined || !isAbove(recovered, of.paid), {
      path: ['recovered'],
      message: texts.abovePaid,
    })
    .refine(
      ({ recovered, comment }) => of === undefined || comment.trim() !== '' || !isAbove(recovered, of.stake),
      { path: ['comment'], message: texts.aboveStake },
    );

/** The change described by the fields. */
export function changeOf({ status, reason, assign, dueOn, recovered, comment }: CaseFields): CaseChange {
  const settled = CaseChange.shape.status.safeParse(status || undefined);
  return {
    ...(settled.data && { status: settled.data }),
    ...(status === 'dismissed' && { reason }),
    ...(assign !== '' && { assign: assignOf(assign) }),
    ...(dueOn !== '' && { dueOn }),
    ...(recovered !== '' && { recovered }),
    ...(comment.trim() !== '' && { comment: comment.trim() }),
  };
}

function assignOf(choice: string): NonNullable<CaseChange['assign']> {
  if (choice === 'department' || choice === 'town' || choice === 'unassigned') return { to: choice };
  return { to: 'account', name: choice.replace(/^account:/, '') };
}
