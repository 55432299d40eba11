import { ForbiddenException } from '@nestjs/common';
import type { FigureQuery } from '@skill-ledger/contracts';
import { type Caller, ownUnit, restrictedToUnit } from './caller.ts';

/** The units of a query, restricted to the caller's own. @throws ForbiddenException if the query names another */
export const ownUnitOnly = (caller: Caller, unit: string[] | undefined): string[] | undefined =>
  ownRowsOnly(caller, { unit }).unit;

/** A query for rows, restricted to the caller's own unit. @throws ForbiddenException if it names another */
export function ownRowsOnly<Q extends FigureQuery>(caller: Caller, query: Q): Q {
  const held = restrictedToUnit(query, ownUnit(caller));
  if (held) return held;
  throw new ForbiddenException({
    zh: '本账号只能查看本单位的数据；请去掉单位筛选，或选择本单位',
    en: 'this account sees the data of its own unit only: remove the filter, or choose your unit',
  });
}

/** A query for figures, restricted to the caller's own unit unless the figures of all units are shared. */
export const ownFiguresOnly = <Q extends FigureQuery>(caller: Caller, query: Q): Q =>
  caller.figuresShared ? query : ownRowsOnly(caller, query);
