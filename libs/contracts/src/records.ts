import { z } from 'zod';
import { EvidenceRow } from './cases.ts';
import { Yuan } from './money.ts';
import { FindingRow } from './supervision.ts';

/** What is known of an institution. */
export const InstitutionRecord = z
  .object({
    code: z.string(),
    name: z.string(),
    type: z.string().nullable(),
    location: z.string().nullable(),
    qualifiedFrom: z.string().nullable(),
    /** Null where the qualification has no end. */
    qualifiedUntil: z.string().nullable(),
    /** By the year of the classes' last day. */
    years: z.array(
      z.object({
        year: z.int(),
        classes: z.int(),
        trainees: z.int(),
        passed: z.int(),
        failed: z.int(),
        paid: Yuan,
      }),
    ),
    findings: z.array(FindingRow),
  })
  .meta({ id: 'InstitutionRecord' });
export type InstitutionRecord = z.infer<typeof InstitutionRecord>;

/** Who is meant: by id, or as the person a row behind a finding is about. Never in an address. */
export const PersonRequest = z.union([
  z.object({
    personId: z
      .string()
      .trim()
      .toUpperCase()
      .regex(/^\d{17}[\dX]$/),
  }),
  z.object({
    finding: z.string().regex(/^[0-9a-f]{16}$/),
    /** Place among the rows behind it, from 0. */
    row: z.int().min(0).max(19),
  }),
]);
export type PersonRequest = z.infer<typeof PersonRequest>;

/** Everything the ledgers say of a person; masked unless it was said what for. */
export const PersonRecord = z
  .object({
    personId: z.string(),
    name: z.string().nullable(),
    rows: z.array(EvidenceRow),
    findings: z.array(FindingRow),
  })
  .meta({ id: 'PersonRecord' });
export type PersonRecord = z.infer<typeof PersonRecord>;
