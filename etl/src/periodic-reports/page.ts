/** The page of an official document (GB/T 9704—2012), in one place for DOCX and PDF. */
export const PAGE = {
  /** Millimetres: A4 and its margins (天头、地脚、订口、翻口); the type area is 156 × 225. */
  width: 210,
  height: 297,
  top: 37,
  bottom: 35,
  left: 28,
  right: 26,
  /** 22 lines of 28 characters. */
  lines: 22,
  characters: 28,
} as const;

/** A length of millimetres in twentieths of a point. */
export const twips = (mm: number): number => Math.round((mm * 1440) / 25.4);
