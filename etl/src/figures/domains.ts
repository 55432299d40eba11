import type { DuckDBConnection } from '@duckdb/node-api';
import type { DomainRow, DomainsAnswer, FigureQuery } from '@skill-ledger/contracts';
import { absences } from './absence.ts';
import { moneyFigures, trainingFigures } from './derive.ts';
import { countTraining, sumMoney } from './measures.ts';
import { resolveScope, type Scope, withoutUndefined } from './scope.ts';
import { baselineOf, measureProgress, readYardsticks, yardstickOf } from './yardstick.ts';

/** Figures of each domain, in the decree's order. @throws UnknownFilterValue */
export async function readDomains(connection: DuckDBConnection, query: FigureQuery): Promise<DomainsAnswer> {
  const scope = await resolveScope(connection, query);
  const yardsticks = await readYardsticks(connection);
  const counted = await countTraining(connection, scope, 'domain');
  const money = await sumMoney(connection, scope, 'domain');
  const domains: DomainRow[] = yardsticks.domains
    .filter(({ name }) => scope.filters.domain?.includes(name) ?? true)
    .map(({ name: domain, number, lead }) => {
      const own: Scope = { ...scope, filters: { ...scope.filters, domain: [domain] } };
      const figures = trainingFigures(counted.of(domain), baselineOf(own, yardsticks));
      const yardstick = yardstickOf(own, yardsticks);
      const row = withoutUndefined({
        ...figures,
        ...measureProgress(figures, yardstick, scope.asOf, yardsticks.paceThresholds),
        ...moneyFigures(money.of(domain)),
      });
      return { domain, number, lead, ...row, ...absences(row, own, 'domain') };
    });
  return { ...scope, domains };
}
