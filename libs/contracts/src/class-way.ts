import { z } from 'zod';
import { Yuan } from './money.ts';
import { Day } from './query.ts';

/** What a reader must enter to see the progress of a class; both must match. */
export const ClassWayQuery = z.object({
  class: z
    .string()
    .trim()
    .min(1)
    .max(64)
    .meta({ example: 'YW2020010001', description: '班级编号 · class number' }),
  start: Day.meta({ example: '2020-03-10', description: '开班日期 · first day of the class' }),
});
export type ClassWayQuery = z.infer<typeof ClassWayQuery>;

const Span = z.object({ from: Day, until: Day }).nullable();

/** The progress of a class from its first day to payment: days and sums, nothing about persons. */
export const ClassWay = z
  .object({
    class: z.string(),
    institution: z.string(),
    mode: z.string(),
    startsOn: Day,
    endsOn: Day,
    standard: z.object({
      code: z.string(),
      /** Null if the standard was not in force when the class ended. */
      name: z.string().nullable(),
      amount: Yuan.nullable(),
    }),
    /** First and last day of public notice; null before there is one. */
    notice: Span,
    /** First and last day of payment. */
    payment: Span,
    /** Persons that payouts are for, without returned ones. */
    payees: z.int().nonnegative(),
    paid: Yuan,
    /** Amount that is in notice or waits for it. */
    pending: Yuan,
  })
  .meta({ id: 'ClassWay' });
export type ClassWay = z.infer<typeof ClassWay>;
