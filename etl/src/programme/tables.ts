import type { Programme } from './programme.ts';

type Value = string | number | boolean | null;

/** A table of the programme's data as SQL sees it. */
export interface ProgrammeTable {
  name: string;
  columns: { name: string; type: string }[];
  rows: Value[][];
}

const table = (name: string, columns: Record<string, string>, rows: Value[][]): ProgrammeTable => ({
  name,
  columns: Object.entries(columns).map(([column, type]) => ({ name: column, type })),
  rows,
});

/** The programme's data as tables, so that a new amount or threshold is a line of CSV and no SQL changes. */
export function programmeTables(programme: Programme): ProgrammeTable[] {
  const { facts } = programme;
  return [
    table(
      'p_programme',
      { key: 'VARCHAR', value: 'VARCHAR' },
      Object.entries(facts).map(([key, value]) => [key, Array.isArray(value) ? value.join('|') : value]),
    ),
    table(
      'p_baseline_year',
      { year: 'INTEGER' },
      facts.baselineYears.map((year) => [year]),
    ),
    table(
      'p_target',
      { figure: 'VARCHAR', value: 'DECIMAL(18, 6)', about: 'BOOLEAN', due_on: 'DATE' },
      programme.targets.map(({ figure, value, about, dueOn }) => [figure, value, about, dueOn]),
    ),
    table(
      'p_domain',
      { number: 'INTEGER', name: 'VARCHAR', target: 'INTEGER', lead: 'VARCHAR' },
      programme.domains.map(({ number, name, target, lead }) => [number, name, target, lead]),
    ),
    table(
      'p_domain_year',
      { domain: 'VARCHAR', year: 'INTEGER', kind: 'VARCHAR', value: 'INTEGER' },
      programme.domainYears.map(({ domain, year, kind, value }) => [domain, year, kind, value]),
    ),
    table(
      'p_unit',
      { code: 'VARCHAR', name: 'VARCHAR', kind: 'VARCHAR' },
      programme.units.map(({ code, name, kind }) => [code, name, kind]),
    ),
    table(
      'p_value',
      { kind: 'VARCHAR', field: 'VARCHAR', value: 'VARCHAR' },
      programme.columns.flatMap(({ kind, field, values }) => values.map((value) => [kind, field, value])),
    ),
    table('p_unit_alias', { alias: 'VARCHAR', name: 'VARCHAR' }, [...programme.unitAliases]),
    table(
      'p_standard',
      {
        code: 'VARCHAR',
        name: 'VARCHAR',
        family: 'VARCHAR',
        amount: 'DECIMAL(18, 2)',
        per: 'VARCHAR',
        ceiling: 'BOOLEAN',
        needs_certificate: 'BOOLEAN',
        without_certificate: 'VARCHAR',
        for_students: 'VARCHAR',
        max_days: 'INTEGER',
        max_persons: 'INTEGER',
        valid_from: 'DATE',
        valid_until: 'DATE',
        clause: 'VARCHAR',
      },
      programme.standards.map((standard) => [
        standard.code,
        standard.name,
        standard.family,
        standard.amount,
        standard.per,
        standard.ceiling,
        standard.needsCertificate,
        standard.withoutCertificate,
        standard.forStudents,
        standard.maxDays,
        standard.maxPersons,
        standard.validFrom,
        standard.validUntil,
        standard.clause,
      ]),
    ),
    table(
      'p_uplift',
      {
        type: 'VARCHAR',
        rate: 'DECIMAL(9, 6)',
        holds_by: 'VARCHAR',
        family: 'VARCHAR',
        region: 'VARCHAR',
        until: 'DATE',
        condition: 'VARCHAR',
        clause: 'VARCHAR',
      },
      programme.uplifts.map(({ type, rate, holdsBy, family, region, until, condition, clause }) => [
        type,
        rate,
        holdsBy,
        family,
        region,
        until,
        condition,
        clause,
      ]),
    ),
    table(
      'p_industry',
      { industry: 'VARCHAR', word: 'VARCHAR' },
      programme.industries.map(({ industry, word }) => [industry, word]),
    ),
    table(
      'p_place',
      { place: 'VARCHAR' },
      programme.eligiblePlaces.map(({ place }) => [place]),
    ),
    table(
      'p_payee',
      { mode: 'VARCHAR', organiser: 'VARCHAR', payee: 'VARCHAR', clause: 'VARCHAR' },
      programme.payees.map(({ mode, organiser, payee, clause }) => [mode, organiser, payee, clause]),
    ),
    table(
      'p_notice_mode',
      { mode: 'VARCHAR' },
      programme.noticeModes.map(({ mode }) => [mode]),
    ),
    table(
      'p_standard_fit',
      { standard: 'VARCHAR', mode: 'VARCHAR', level: 'VARCHAR' },
      programme.standardFits.map(({ standard, mode, level }) => [standard, mode, level]),
    ),
    table(
      'p_watch_bar',
      { list_type: 'VARCHAR', category: 'VARCHAR', mode: 'VARCHAR' },
      programme.watchBars.map(({ listType, category, mode }) => [listType, category, mode]),
    ),
    table(
      'p_rule',
      {
        rule: 'VARCHAR',
        name: 'VARCHAR',
        name_en: 'VARCHAR',
        severity: 'VARCHAR',
        active: 'BOOLEAN',
        clause: 'VARCHAR',
      },
      programme.rules.map(({ rule, name, nameEn, severity, active, clause }) => [
        rule,
        name,
        nameEn,
        severity,
        active,
        clause,
      ]),
    ),
    table(
      'p_threshold',
      { id: 'VARCHAR', value: 'DECIMAL(18, 6)' },
      [...programme.thresholds.values()].map(({ id, value }) => [id, value]),
    ),
  ];
}
