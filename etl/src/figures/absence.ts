import type { FigureId, FigureValues, ProgressAnswer } from '@skill-ledger/contracts';
import type { Group } from './measures.ts';
import { covers, FUND_FILTERS, PAYOUT_FILTERS, type Scope, TRAINING_FILTERS } from './scope.ts';
import { knowsQuotas } from './yardstick.ts';

type Absent = NonNullable<ProgressAnswer['total']['absent']>;
type Reason = Absent[FigureId];

const FROM_TRAININGS = ['completed', 'persons', 'passRate', 'certRate', 'progress', 'paceGap'] as const;
const FROM_FUNDS = ['budget', 'arrived', 'paidOfBudget', 'paidOfArrived'] as const;
const FROM_PAYOUTS = ['paid', 'due', 'over', 'under', 'perHead'] as const;

/**
 * Why figures that a reader would look for have no value in a row: the dimension or a filter knows none (不适用),
 * no number was handed down (未分解), or the ledgers hold nothing (无数据).
 */
export function absences(figures: FigureValues, scope: Scope, group: Group): { absent?: Absent } {
  const reasons: [FigureId, Reason][] = [];
  const add = (ids: readonly FigureId[], reason: Reason): void => {
    for (const id of ids) reasons.push([id, reason]);
  };
  const isUnit =
    group === 'department' ||
    group === 'town' ||
    scope.filters.unit !== undefined ||
    scope.filters.town !== undefined;
  const goal = isUnit && knowsQuotas(scope) ? '未分解' : '不适用';
  const hasGoal = figures.target !== undefined || figures.quota !== undefined;
  if (!hasGoal && group !== 'source') {
    add(isUnit ? ['quota'] : ['target'], goal);
    add(['progress', 'paceGap', 'pace', 'requiredPerMonth'], goal);
  }
  const knowsFunds = group !== 'domain' && group !== 'town' && covers(FUND_FILTERS, scope.filters);
  if (group !== 'source') add(FROM_TRAININGS, covers(TRAINING_FILTERS, scope.filters) ? '无数据' : '不适用');
  if (group === 'all') add(['forecast'], covers(TRAINING_FILTERS, scope.filters) ? '无数据' : '不适用');
  add(FROM_FUNDS, knowsFunds ? '无数据' : '不适用');
  add(FROM_PAYOUTS, covers(PAYOUT_FILTERS, scope.filters) ? '无数据' : '不适用');
  const absent: Absent = {};
  // The first reason given for a figure is the nearest.
  for (const [id, reason] of reasons) {
    if (figures[id] === undefined) absent[id] ??= reason;
  }
  return Object.keys(absent).length > 0 ? { absent } : {};
}
