import type { DuckDBConnection } from '@duckdb/node-api';
import { type EvidenceRow, InstitutionRecord, LedgerKind, type PersonRecord } from '@skill-ledger/contracts';
import { maskId, maskName } from '../privacy/mask.ts';
import type { Programme } from '../programme/programme.ts';
import { type Place, readLedgerRows } from './evidence.ts';
import { identifiedFindings, withIds } from './identified.ts';
import { type Case, type FindingsOf, readFindingsWhere } from './worklist.ts';

/** The cases of findings, and the secret of their ids. */
interface Settled {
  cases: Case[];
  secret: string;
}

/** The record of an institution, year by year, and its findings; null if the code is unknown. */
export async function readInstitutionRecord(
  connection: DuckDBConnection,
  code: string,
  { cases, secret }: Settled,
): Promise<InstitutionRecord | null> {
  const reader = await connection.runAndReadAll(
    `WITH own AS (SELECT * FROM classes WHERE institution_code = $1),
     year_class AS (SELECT year(ends_on) AS year, count(*)::INTEGER AS classes FROM own GROUP BY ALL),
     year_trainee AS (
       SELECT year(own.ends_on) AS year, count(*)::INTEGER AS trainees,
         (count(*) FILTER (result = '合格'))::INTEGER AS passed, (count(*) FILTER (result = '不合格'))::INTEGER AS failed
       FROM enrolments JOIN own USING (class_id) GROUP BY ALL),
     year_paid AS (
       SELECT year(own.ends_on) AS year, sum(amount)::DECIMAL(18, 2) AS paid
       FROM live_payout JOIN own USING (class_id) GROUP BY ALL),
     years AS (
       SELECT list({ year: year, classes: classes, trainees: coalesce(trainees, 0), passed: coalesce(passed, 0),
         failed: coalesce(failed, 0), paid: coalesce(paid, 0)::DECIMAL(18, 2)::VARCHAR } ORDER BY year) AS years
       FROM year_class LEFT JOIN year_trainee USING (year) LEFT JOIN year_paid USING (year))
     SELECT to_json({ code: institution_code, name: institution_name, type: institution_type, location: location,
       qualifiedFrom: qualified_from::VARCHAR,
       qualifiedUntil: CASE WHEN isfinite(qualified_until) THEN qualified_until::VARCHAR END,
       years: coalesce(years, []) })::VARCHAR
     FROM institutions, years WHERE institution_code = $1`,
    [code],
  );
  const text = reader.getRowsJS()[0]?.[0];
  if (text == null) return null;
  const findings = await readFindingsWhere(connection, { institution: code }, cases, secret);
  return InstitutionRecord.parse({ ...JSON.parse(String(text)), findings });
}

/**
 * All ledger rows of a person: trainings, payouts and lists, with the findings about them; null if they
 * are in no ledger.
 * @param unmasked shows personal values as they are
 */
export async function readPersonRecord(
  connection: DuckDBConnection,
  programme: Programme,
  personId: string,
  { cases, secret, unmasked }: Settled & { unmasked: boolean },
): Promise<PersonRecord | null> {
  const rows: EvidenceRow[] = [];
  for (const kind of ['enrolments', 'payouts', 'watchlist'] as const satisfies LedgerKind[]) {
    const found = await connection.runAndReadAll(
      `SELECT file_id, sheet_no, row_no FROM ${kind} WHERE person_id = $1 ORDER BY ALL`,
      [personId],
    );
    const places = found.getRowsJS().map(
      ([file_id, sheet_no, row_no]): Place => ({
        kind,
        file_id: Number(file_id),
        sheet_no: Number(sheet_no),
        row_no: Number(row_no),
      }),
    );
    rows.push(...(await readLedgerRows(connection, programme, places, unmasked)));
  }
  if (rows.length === 0) return null;
  const named = await connection.runAndReadAll(
    'SELECT person_name FROM enrolments WHERE person_id = $1 LIMIT 1',
    [personId],
  );
  const name = named.getRowsJS()[0]?.[0];
  const about: FindingsOf = { person: personId };
  return {
    personId: unmasked ? personId : maskId(personId),
    name: name == null ? null : unmasked ? String(name) : maskName(String(name)),
    rows,
    findings: await readFindingsWhere(connection, about, cases, secret),
  };
}

/**
 * The person of a row behind a finding; null if it has none.
 * @param nth index of the row, from 0
 * @param secret of the findings' ids
 */
export async function personBehind(
  connection: DuckDBConnection,
  id: string,
  nth: number,
  secret: string,
): Promise<string | null> {
  const reader = await connection.runAndReadAll(
    `SELECT to_json(e)::VARCHAR FROM (
       SELECT unnest(evidence[1:20]) AS e FROM ${identifiedFindings(secret)} WHERE ${withIds([id])})
     ORDER BY e.kind, e.file_id, e.sheet_no, e.row_no LIMIT 1 OFFSET ${Math.trunc(nth)}`,
  );
  const text = reader.getRowsJS()[0]?.[0];
  if (text == null) return null;
  const { kind, file_id, sheet_no, row_no } = JSON.parse(String(text)) as Place;
  if (!['enrolments', 'payouts', 'watchlist'].includes(kind)) return null;
  const person = await connection.runAndReadAll(
    `SELECT person_id FROM ${LedgerKind.parse(kind)} WHERE file_id = $1 AND sheet_no = $2 AND row_no = $3`,
    [file_id, sheet_no, row_no],
  );
  const found = person.getRowsJS()[0]?.[0];
  return found == null ? null : String(found);
}
