/** What is asked about: an indicator, an aspect, or the total of a unit; an indicator or an aspect of all units without one. */
export interface ScoreSubject {
  unit?: string;
  indicator?: string;
  theme?: string;
  /** Which of its numbers, where it has several on a page. */
  field?: string;
}
