/** The subject of a "why?": an indicator, an aspect or the total of a unit; without a unit, an indicator or aspect of all units. */
export interface ScoreSubject {
  unit?: string;
  indicator?: string;
  theme?: string;
  /** Distinguishes its numbers if a page shows several. */
  field?: string;
}
