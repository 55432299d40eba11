import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import type { SnapshotConnection } from '../../../etl/src/home/open-snapshot.ts';
import { programmeFolder } from '../../../etl/src/programme/load.ts';
import { PROGRAMME } from '../home.ts';

type Row = Record<string, string | null>;

export interface Programme {
  units: { name: string; kind: string }[];
  /** Names by how they may be written. */
  aliases: Map<string, string>;
  from: string;
  until: string;
  baselineYears: string[];
  /** Plans of the domains that have a lead. */
  plans: { year: string; lead: string; plan: string }[];
}

/** The rows as accepted, with verdicts as the snapshot has them. Days are YYYY-MM-DD, money decimal texts. */
export interface Ledgers {
  classes: Row[];
  enrolments: Row[];
  payouts: Row[];
  funds: Row[];
  quotas: Row[];
  quarantine: { kind: string; reporter: string | null; cells: Row }[];
  /** High findings decided 属实, about a class. */
  violations: { rule: string; class_id: string }[];
}

const lines = (name: string): Record<string, string>[] =>
  parse(readFileSync(join(programmeFolder(PROGRAMME), name), 'utf8'), { columns: true, bom: true });

/** The programme's data as its files have them. */
export function readProgramme(): Programme {
  const units = lines('units.csv').map(({ name = '', kind = '' }) => ({ name, kind }));
  const facts = new Map(lines('programme.csv').map(({ key, value }) => [key, value ?? '']));
  const leads = new Map(lines('domains.csv').map(({ name, lead }) => [name, lead ?? '']));
  return {
    units,
    aliases: new Map([
      ...units.map(({ name }): [string, string] => [name, name]),
      ...lines('unit_aliases.csv').map(({ alias = '', unit = '' }): [string, string] => [alias, unit]),
    ]),
    from: facts.get('from') ?? '',
    until: facts.get('until') ?? '',
    baselineYears: (facts.get('baselineYears') ?? '').split('|'),
    plans: lines('domain_years.csv').flatMap(({ domain, year = '', kind, value = '' }) => {
      const lead = leads.get(domain);
      return kind === 'plan' && value !== '' && lead ? [{ year, lead, plan: value }] : [];
    }),
  };
}

/**
 * Reads a snapshot's rows as they are, without any of its models but the verdicts.
 * @param violations of the findings that are decided 属实
 */
export async function readLedgers(
  connection: SnapshotConnection,
  violations: Ledgers['violations'] = [],
): Promise<Ledgers> {
  const rows = async (sql: string): Promise<Row[]> =>
    (await connection.runAndReadAll(sql))
      .getRowObjectsJson()
      .map((row) =>
        Object.fromEntries(
          Object.entries(row).map(([field, value]) => [field, value === null ? null : String(value)]),
        ),
      );
  const quarantine = await rows(
    'SELECT q.kind, b.unit AS reporter, q.cells::VARCHAR AS cells FROM quarantine q JOIN batch b USING (batch_no)',
  );
  return {
    classes: await rows('FROM classes'),
    enrolments: await rows('FROM enrolments'),
    payouts: await rows(
      `SELECT p.*, v.verdict, v.due
       FROM payouts p LEFT JOIN payout_verdict v USING (file_id, sheet_no, row_no)`,
    ),
    funds: await rows('FROM funds'),
    quotas: await rows('FROM quotas'),
    quarantine: quarantine.map(({ kind, reporter, cells }) => ({
      kind: kind ?? '',
      reporter: reporter ?? null,
      cells: JSON.parse(cells ?? '{}') as Row,
    })),
    violations,
  };
}

/** As accepted rows are compared: half width, without white space and invisible characters, without a text guard. */
export function comparable(text: string | null | undefined): string {
  const half = [...(text ?? '')]
    .map((sign) =>
      sign >= '！' && sign <= '～' ? String.fromCodePoint((sign.codePointAt(0) ?? 0) - 0xfee0) : sign,
    )
    .filter((sign) => !/[\s\p{Z}\p{Cf}]/u.test(sign))
    .join('');
  if (half.startsWith("'")) return half.slice(1);
  return half.startsWith('="') && half.endsWith('"') ? half.slice(2, -1) : half;
}
