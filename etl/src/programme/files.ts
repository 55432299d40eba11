import { LedgerKind } from '@skill-ledger/contracts';
import { COLUMN_TYPE_NAMES, COLUMN_TYPES } from '../columns/index.ts';
import { PERSONAL_KINDS } from '../privacy/mask.ts';
import { type CsvFile, csvFile, type ValuesOf } from './csv-file.ts';
import { day, decimal, flag, list, number, oneOf, optional, pattern, someOf, text, whole } from './fields.ts';
import { SUBJECT_NAMES } from './subjects.ts';

/**
 * The files of a programme's folder, by the name of their lines in `Programme`. This is the only definition of a file:
 * its reader, TypeScript types, SQL table and checks are derived from it.
 */
export const FILES = {
  facts: csvFile('programme.csv', { key: text, value: text }, { unique: [['key']] }),
  targets: csvFile(
    'targets.csv',
    {
      figure: oneOf(['completed', 'skilledRatio', 'highSkilledRatio']),
      /** Person-times, or a fraction. */
      value: number,
      /** The decree says "左右": within the tolerance below still counts as 基本达成. */
      about: flag,
      dueOn: day,
    },
    { table: 'p_target', unique: [['figure']] },
  ),
  domains: csvFile(
    'domains.csv',
    {
      number: whole,
      name: text,
      nameEn: text,
      examples: text,
      target: whole,
      /** 责任单位 as printed. */
      responsible: text,
      /** First unit of 责任单位; null if none is named first. */
      lead: optional(text),
    },
    { table: 'p_domain', unique: [['name'], ['number']], refers: { lead: { to: 'units', field: 'name' } } },
  ),
  domainYears: csvFile(
    'domain_years.csv',
    {
      domain: text,
      year: whole,
      kind: oneOf(['baseline', 'plan']),
      /** Null if the annex prints a dash. */
      value: optional(whole),
    },
    {
      table: 'p_domain_year',
      unique: [['domain', 'year', 'kind']],
      refers: { domain: { to: 'domains', field: 'name' } },
    },
  ),
  units: csvFile(
    'units.csv',
    { code: text, name: text, nameEn: text, kind: oneOf(['department', 'town']) },
    { table: 'p_unit', unique: [['name'], ['code']] },
  ),
  unitAliases: csvFile(
    'unit_aliases.csv',
    { unit: text, alias: text },
    { unique: [['alias']], refers: { unit: { to: 'units', field: 'name' } } },
  ),
  standards: csvFile(
    'standards.csv',
    {
      code: text,
      name: text,
      /** Standards of one kind: Q, P, A, E, S or N. */
      family: pattern(/^[A-Z]$/, '不是一个大写字母 · not one capital letter'),
      /** Yuan. */
      amount: decimal(18, 2),
      per: oneOf(['person', 'person-day', 'person-year', 'person-lesson-hour']),
      /** "up to": the amount is a ceiling. */
      ceiling: flag,
      needsCertificate: flag,
      /** Standard that applies without the certificate; null: none. */
      withoutCertificate: optional(text),
      /** Standard that applies to apprentices who are students; null: this one. */
      forStudents: optional(text),
      maxDays: optional(whole),
      maxPersons: optional(whole),
      /** Last days of classes the amount is for. */
      validFrom: day,
      validUntil: day,
    },
    {
      table: 'p_standard',
      effective: { of: ['code'], from: 'validFrom', until: 'validUntil' },
      refers: {
        withoutCertificate: { to: 'standards', field: 'code' },
        forStudents: { to: 'standards', field: 'code' },
      },
    },
  ),
  uplifts: csvFile(
    'uplifts.csv',
    {
      type: text,
      /** Fraction added to the standard. */
      rate: decimal(9, 6),
      /** What the condition is about: the trainee's employer, the class's region, its size or its industry. */
      holdsBy: oneOf(['affected', 'region', 'small', 'industry']),
      /** Family of standards it is for; null: any. */
      family: optional(text),
      region: optional(text),
      /** Last days of classes the rate is for; null: no limit. */
      validFrom: optional(day),
      validUntil: optional(day),
      condition: text,
    },
    { table: 'p_uplift', effective: { of: ['type'], from: 'validFrom', until: 'validUntil' } },
  ),
  thresholds: csvFile(
    'thresholds.csv',
    { id: text, value: decimal(18, 6), unit: text, label: text },
    { table: 'p_threshold', unique: [['id']] },
  ),
  /** The contract of the ledgers, in the order templates print it. */
  columns: csvFile(
    'columns.csv',
    {
      kind: oneOf(LedgerKind.options),
      /** English name in code and warehouse. */
      field: pattern(/^[a-z][a-z0-9_]*$/, '不是小写英文字段名 · not a lower-case field name'),
      /** Chinese name: header in templates, label in reasons. */
      label: text,
      type: oneOf(COLUMN_TYPE_NAMES),
      required: flag,
      key: flag,
      /** Whether a cell is personal data, and how it is masked. */
      personal: oneOf(PERSONAL_KINDS),
      /** Printed list of an enumeration; empty otherwise. */
      values: list,
      /** Value that an empty cell stands for (上浮类型: 无; 范围: 全市); null for none. */
      emptyMeans: optional(text),
      /** Other headers seen in practice. */
      synonyms: list,
    },
    {
      table: 'p_column',
      unique: [
        ['kind', 'field'],
        ['kind', 'label'],
      ],
      check: ({ type, personal }) =>
        COLUMN_TYPES[type].isPersonal && personal === 'no'
          ? {
              field: 'personal',
              problem: `${type} 类型的列总是个人信息 · columns of type ${type} are always personal`,
            }
          : null,
    },
  ),
  /** English of the enumerations' words. */
  words: csvFile('words.csv', { word: text, en: text }, { unique: [['word']] }),
  /** First words of total and note lines. */
  noteWords: csvFile('note_words.csv', { word: text }),
  /** Words that place an occupation in an industry with an uplift. */
  industries: csvFile('industries.csv', { industry: text, word: text }, { table: 'p_industry' }),
  /** 所在地 of institutions whose trainings are paid for. */
  eligiblePlaces: csvFile('eligible_places.csv', { place: text }, { table: 'p_place' }),
  /** The payee by mode and organiser (§五). */
  payees: csvFile('payees.csv', { mode: text, organiser: text, payee: text }, { table: 'p_payee' }),
  /** Modes whose payments need a public notice. */
  noticeModes: csvFile('notice_modes.csv', { mode: text }, { table: 'p_notice_mode' }),
  /** Modes and levels a standard is meant for. */
  standardFits: csvFile(
    'standard_fits.csv',
    { standard: text, mode: text, level: text },
    { table: 'p_standard_fit', refers: { standard: { to: 'standards', field: 'code' } } },
  ),
  /** Days that are holidays, and weekends that are worked instead (国务院办公厅关于节假日安排的通知); other days go by the week. */
  calendar: csvFile(
    'calendar.csv',
    { day, kind: oneOf(['holiday', 'work']), name: text },
    { unique: [['day']] },
  ),
  /** Which comparison list bars whom from what. */
  watchBars: csvFile(
    'watch_bars.csv',
    { listType: text, category: text, mode: text },
    { table: 'p_watch_bar' },
  ),
  /** Why a finding may be 不属实. */
  dismissals: csvFile('dismissals.csv', { code: text, label: text, labelEn: text, needsComment: flag }),
  /** Supervision rules: the SQL of each is the model named after it (docs/findings.md). */
  rules: csvFile(
    'rules.csv',
    {
      rule: pattern(/^R\d\d$/, '不是规则编号 · not a rule like R01'),
      name: text,
      nameEn: text,
      severity: oneOf(['high', 'medium', 'low']),
      /** Subject of its findings; a rule with several kinds of subject writes the kind at the start of its keys. */
      about: someOf(SUBJECT_NAMES),
      /** Fields of its key, separated by |. */
      key: text,
      active: flag,
    },
    { table: 'p_rule', unique: [['rule']] },
  ),
};

export type FileName = keyof typeof FILES;

/** Every file, for operations on all of them. */
export const ALL_FILES = Object.entries(FILES) as unknown as [FileName, CsvFile][];

export type Line<Name extends FileName> = (typeof FILES)[Name] extends CsvFile<infer F> ? ValuesOf<F> : never;
export type Lines = { [Name in FileName]: Line<Name>[] };
