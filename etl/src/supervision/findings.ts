import type { DuckDBConnection } from '@duckdb/node-api';
import type { Bilingual } from '@skill-ledger/contracts';

/** A finding of a rule: a lead, not a verdict. */
export interface Finding {
  rule: string;
  /** Business keys joined by |: its identity across snapshots (docs/findings.md). */
  key: string;
  severity: string;
  /** Yuan with two decimals. */
  stake: string;
  text: Bilingual;
}

/** Every finding in the order of rule and key. */
export async function readFindings(connection: DuckDBConnection): Promise<Finding[]> {
  const reader = await connection.runAndReadAll(
    'SELECT rule, key, severity, stake::VARCHAR, zh, en FROM finding ORDER BY rule, key',
  );
  return reader.getRowsJS().map(([rule, key, severity, stake, zh, en]) => ({
    rule: String(rule),
    key: String(key),
    severity: String(severity),
    stake: String(stake),
    text: { zh: String(zh), en: String(en) },
  }));
}
