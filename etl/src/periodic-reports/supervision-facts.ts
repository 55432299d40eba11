import type { DuckDBConnection } from '@duckdb/node-api';
import { fenOf, NO_YUAN } from '@skill-ledger/contracts';
import { yuan } from '../figures/derive.ts';
import { rows } from '../figures/scope.ts';
import { findingId } from '../supervision/identified.ts';
import type { OpenFinding, ReportBasis, RuleFindings, SupervisionFacts } from './basis.ts';

/** Findings that a report names one by one. */
const MAX_NAMED = 5;
const UNDECIDED = ['open', 'checking'];

/**
 * Findings of the snapshot by rule, with what was decided about them in the period, and those of high severity that are
 * open longest, counted from the last day of their class. Neither keys nor subjects: a report names no person.
 */
export async function readSupervisionFacts(
  connection: DuckDBConnection,
  { cases, decisions }: ReportBasis,
  secret: string,
  until: string,
): Promise<SupervisionFacts> {
  const decidedIds = cases.filter(({ status }) => !UNDECIDED.includes(status)).map(({ id }) => id);
  const idOf = findingId('$secret::VARCHAR');
  const isOpen = `NOT list_contains(from_json($decided, '["VARCHAR"]'), ${idOf})`;
  const bound = { secret, decided: JSON.stringify(decidedIds) };
  const rules = await rows(
    connection,
    `SELECT r.rule, r.name, r.name_en, r.severity, count(f.rule)::INTEGER,
       (count(*) FILTER (f.open))::INTEGER
     FROM p_rule r LEFT JOIN (SELECT rule, ${isOpen} AS open FROM finding) f USING (rule)
     WHERE r.active GROUP BY ALL ORDER BY r.rule`,
    bound,
  );
  const ruleOf = await rulesOf(
    connection,
    decisions.map(({ finding }) => finding),
    secret,
  );
  const longest = await rows(
    connection,
    `SELECT r.rule, r.name, r.name_en, coalesce(f.town, f.department) AS unit, c.ends_on::VARCHAR AS since,
       ($until::DATE - c.ends_on)::INTEGER, count(*)::INTEGER
     FROM (SELECT *, ${isOpen} AS open FROM finding) f JOIN classes c USING (class_id)
       JOIN p_rule r ON r.rule = f.rule
     WHERE f.severity = 'high' AND f.open AND c.ends_on <= $until::DATE
     GROUP BY ALL ORDER BY since, r.rule, unit LIMIT ${MAX_NAMED}`,
    { ...bound, until },
  );
  return {
    rules: rules.map(([rule, name, nameEn, severity, found, open]): RuleFindings => {
      const own = decisions.filter(({ finding }) => ruleOf.get(finding) === rule);
      return {
        ...{ rule: String(rule), name: String(name), nameEn: String(nameEn), severity: String(severity) },
        ...{ found: Number(found), open: Number(open), decided: own.length },
        verified: own.filter(({ isVerified }) => isVerified).length,
        recovered:
          own.length === 0 ? NO_YUAN : yuan(own.reduce((sum, one) => sum + fenOf(one.recovered), 0n)),
      };
    }),
    longestOpen: longest.map(
      ([rule, name, nameEn, unit, since, days, count]): OpenFinding => ({
        ...{ rule: String(rule), name: String(name), nameEn: String(nameEn) },
        ...{ unit: unit === null ? null : String(unit), since: String(since), days: Number(days) },
        count: Number(count),
      }),
    ),
  };
}

/** Rule of each finding, also of those that the data no longer have. */
async function rulesOf(
  connection: DuckDBConnection,
  findings: string[],
  secret: string,
): Promise<Map<string, string>> {
  if (findings.length === 0) return new Map();
  const found = await rows(
    connection,
    `SELECT id, rule FROM (
       SELECT ${findingId('$secret::VARCHAR')} AS id, rule FROM finding
       UNION ALL SELECT ${findingId('$secret::VARCHAR')}, rule FROM finding_closed)
     WHERE list_contains(from_json($ids, '["VARCHAR"]'), id)`,
    { secret, ids: JSON.stringify(findings) },
  );
  return new Map(found.map(([id, rule]) => [String(id), String(rule)]));
}
