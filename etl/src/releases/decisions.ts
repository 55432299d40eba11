import type { DuckDBConnection } from '@duckdb/node-api';
import { fenOf, NO_YUAN, type Yuan } from '@skill-ledger/contracts';
import { yuan } from '../figures/derive.ts';
import { rows } from '../figures/scope.ts';
import { FINDING_IDS } from '../supervision/identified.ts';
import { SPECS } from './specs.ts';
import type { Table } from './table-spec.ts';

/** A decided finding in the state store: the last decision in the period. */
export interface Decision {
  finding: string;
  isVerified: boolean;
  /** Yuan with two decimals. */
  recovered: Yuan;
}

/** A published score. */
export interface Grade {
  unit: string;
  total: string | null;
  grade: string | null;
}

/** Decisions of the period by rule: neither keys nor names. */
export async function supervisionTable(
  connection: DuckDBConnection,
  decisions: Decision[],
  secret: string,
): Promise<Table> {
  const rules = await rows(connection, 'SELECT rule, name FROM p_rule ORDER BY rule');
  const ruleOf = new Map<string, string>();
  if (decisions.length > 0) {
    const found = await rows(connection, `SELECT id, rule FROM ${FINDING_IDS}`, { secret });
    for (const [id, rule] of found) ruleOf.set(String(id), String(rule));
  }
  return {
    ...SPECS.supervision,
    rows: rules.map(([rule, name]) => {
      const own = decisions.filter(({ finding }) => ruleOf.get(finding) === rule);
      return {
        rule: String(rule),
        name: String(name),
        decided: String(own.length),
        verified: String(own.filter(({ isVerified }) => isVerified).length),
        recovered:
          own.length === 0 ? NO_YUAN : yuan(own.reduce((sum, one) => sum + fenOf(one.recovered), 0n)),
      };
    }),
  };
}

export const gradesTable = (grades: Grade[]): Table => ({
  ...SPECS.grades,
  rows: grades.map(({ unit, total, grade }) => ({ unit, total, grade })),
});
