/**
 * Subjects of findings, as in rules.csv (`about`).
 *
 *   - `ofOneUnit`: it belongs to the units of one class, or to the unit it names, and to no other unit, whatever rows are
 *     behind it; of the others, rows of several units may be behind one.
 *   - `renewed`: how the rule's model may be renewed, beside `whole` (decision 0007).
 */
export const SUBJECTS = {
  class: { ofOneUnit: true, renewed: ['by class'] },
  payout: { ofOneUnit: true, renewed: ['by class'] },
  /** One trainee in one class. */
  training: { ofOneUnit: true, renewed: ['by class', 'by trainee'] },
  person: { ofOneUnit: false, renewed: ['by person'] },
  account: { ofOneUnit: false, renewed: ['by cell'] },
  certificate: { ofOneUnit: false, renewed: ['by cell'] },
  institution: { ofOneUnit: false, renewed: [] },
  /** A unit in a year: its name stands at the head of the key. */
  unit: { ofOneUnit: true, renewed: [] },
} as const satisfies Record<string, { ofOneUnit: boolean; renewed: string[] }>;

export type Subject = keyof typeof SUBJECTS;
export const SUBJECT_NAMES = Object.keys(SUBJECTS) as Subject[];
