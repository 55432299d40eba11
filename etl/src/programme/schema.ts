import { LedgerKind } from '@skill-ledger/contracts';
import { z } from 'zod';
import type { ColumnType } from './programme.ts';

const text = z.string().min(1, '不能为空 · must not be empty');
const day = z.iso.date('不是 YYYY-MM-DD 日期 · not a date like 2020-01-30');
const whole = z.string().regex(/^\d+$/, '不是整数 · not a whole number').transform(Number);
const decimal = z.string().regex(/^-?\d+(\.\d+)?$/, '不是数字 · not a number');
const flag = z
  .enum(['true', 'false'], '必须是 true 或 false · must be true or false')
  .transform((word) => word === 'true');
const orNull = <T extends z.ZodType>(schema: T) => z.union([z.literal('').transform(() => null), schema]);
const list = z.string().transform((joined) => (joined === '' ? [] : joined.split('|')));
const clause = text;

const COLUMN_TYPES = [
  'text',
  'code',
  'personId',
  'creditCode',
  'account',
  'certificate',
  'mobile',
  'date',
  'openDate',
  'money',
  'count',
  'hours',
  'rating',
  'year',
  'enum',
  'enumList',
  'unit',
  'town',
  'area',
  'domain',
  'standard',
  'class',
  'institution',
] as const satisfies readonly ColumnType[];

/** One schema per file of a programme's folder: what a line holds. The header names exactly these fields. */
export const FILES = {
  'programme.csv': z.object({ key: text, value: text, clause }),
  'targets.csv': z.object({
    figure: z.enum(['completed', 'skilledRatio', 'highSkilledRatio']),
    value: decimal.transform(Number),
    about: flag,
    dueOn: day,
    clause,
  }),
  'domains.csv': z.object({
    number: whole,
    name: text,
    nameEn: text,
    examples: text,
    target: whole,
    responsible: text,
    lead: orNull(text),
    clause,
  }),
  'domain_years.csv': z.object({
    domain: text,
    year: whole,
    kind: z.enum(['baseline', 'plan']),
    value: orNull(whole),
    clause,
  }),
  'units.csv': z.object({
    code: text,
    name: text,
    nameEn: text,
    kind: z.enum(['department', 'town']),
    clause,
  }),
  'unit_aliases.csv': z.object({ unit: text, alias: text, clause }),
  'standards.csv': z.object({
    code: text,
    name: text,
    family: z.string().regex(/^[A-Z]$/, '不是一个大写字母 · not one capital letter'),
    amount: decimal,
    per: z.enum(['person', 'person-day', 'person-year', 'person-lesson-hour']),
    ceiling: flag,
    needsCertificate: flag,
    withoutCertificate: orNull(text),
    forStudents: orNull(text),
    maxDays: orNull(whole),
    maxPersons: orNull(whole),
    validFrom: day,
    validUntil: day,
    clause,
  }),
  'uplifts.csv': z.object({
    type: text,
    rate: decimal,
    holdsBy: z.enum(['affected', 'region', 'small', 'industry']),
    family: orNull(text),
    region: orNull(text),
    until: orNull(day),
    condition: text,
    clause,
  }),
  'industries.csv': z.object({ industry: text, word: text, clause }),
  'eligible_places.csv': z.object({ place: text, clause }),
  'payees.csv': z.object({ mode: text, organiser: text, payee: text, clause }),
  'notice_modes.csv': z.object({ mode: text, clause }),
  'standard_fits.csv': z.object({ standard: text, mode: text, level: text, clause }),
  'watch_bars.csv': z.object({ listType: text, category: text, mode: text, clause }),
  'dismissals.csv': z.object({ code: text, label: text, labelEn: text, needsComment: flag, clause }),
  'rules.csv': z.object({
    rule: z.string().regex(/^R\d\d$/, '不是规则编号 · not a rule like R01'),
    name: text,
    nameEn: text,
    severity: z.enum(['high', 'medium', 'low']),
    key: text,
    active: flag,
    clause,
  }),
  'thresholds.csv': z.object({ id: text, value: decimal, unit: text, label: text, clause }),
  'columns.csv': z.object({
    kind: LedgerKind,
    field: z.string().regex(/^[a-z][a-z0-9_]*$/, '不是小写英文字段名 · not a lower-case field name'),
    label: text,
    type: z.enum(COLUMN_TYPES),
    required: flag,
    key: flag,
    values: list,
    emptyMeans: orNull(text),
    synonyms: list,
    clause,
  }),
  'words.csv': z.object({ word: text, en: text, clause }),
  'note_words.csv': z.object({ word: text, clause }),
} as const;

export type FileName = keyof typeof FILES;
export type Line<Name extends FileName> = z.output<(typeof FILES)[Name]>;

/** The facts of programme.csv, once its lines are one record. */
export const Facts = z.object({
  name: text,
  nameEn: text,
  decree: text,
  city: text,
  cityEn: text,
  from: day,
  until: day,
  inForceFrom: day,
  inForceUntil: day,
  baselineYears: z
    .string()
    .regex(/^(\d{4}(\|\d{4})*)?$/, '不是以 | 分隔的年份 · not years separated by |')
    .transform((years) => (years === '' ? [] : years.split('|').map(Number))),
});
