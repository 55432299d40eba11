import { z } from 'zod';
import { EvidenceRow } from './cases.ts';
import { Yuan } from './money.ts';
import { FindingRow } from './supervision.ts';

/** The record of an institution. */
export const InstitutionRecord = z
  .object({
    code: z.string(),
    name: z.string(),
    type: z.string().nullable(),
    location: z.string().nullable(),
    qualifiedFrom: z.string().nullable(),
    /** Null if the qualification has no end. */
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

/** The person: by id, or as the person of a row behind a finding. Never part of an address. */
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
    /** Index of the row behind it, from 0. */
    row: z.int().min(0).max(19),
  }),
]);
export type PersonRequest = z.infer<typeof PersonRequest>;

/** All ledger rows of a person; masked unless a purpose is stated. */
export const PersonRecord = z
  .object({
    personId: z.string(),
    name: z.string().nullable(),
    rows: z.array(EvidenceRow),
    findings: z.array(FindingRow),
  })
  .meta({ id: 'PersonRecord' });
export type PersonRecord = z.infer<typeof PersonRecord>;
