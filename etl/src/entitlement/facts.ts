/** Trainees of a class to whom one standard applies, those eligible. */
export interface EligibleGroup {
  standard: string;
  /** Yuan, decimal text. */
  amount: string;
  persons: number;
  /** Trainees among them whose amount is raised by the class's uplift. */
  raised: number;
}

/** The facts of a payout, from the models, for each step. Money in yuan, decimal text. */
export interface PayoutFacts {
  payoutId: string;
  amount: string;
  due: string | null;
  difference: string | null;
  verdict: string | null;
  returned: boolean;
  /** Whether the payout is 已发放. */
  disbursed: boolean;
  /** Whether a person is paid, not a class. */
  personId: boolean;
  endsOn: string;
  /** Whether the class's last day lies in the counting period. */
  inPeriod: boolean;
  standard: string;
  standardName: string | null;
  per: 'person' | 'person-day' | 'person-year' | 'person-lesson-hour' | null;
  unitAmount: string | null;
  clause: string | null;
  maxPersons: number | null;
  days: number | null;
  attendedHours: number | null;
  eligible: number | null;
  /** Eligible trainees of the class by standard; empty where a person is paid. */
  groups: EligibleGroup[];
  claimed: string | null;
  upliftType: string | null;
  upliftRate: number | null;
  place: string;
  placeHolds: boolean;
  inClass: boolean;
  meets: boolean | null;
  deniedOnce: boolean | null;
  deniedTimes: boolean | null;
  turnOfYear: number | null;
}
