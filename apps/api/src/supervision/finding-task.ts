import { type FindingRow, isEnded } from '@skill-ledger/contracts';
import type { Programme } from '@skill-ledger/etl';
import {
  type Change,
  findAccount,
  listCases,
  type NewTask,
  type StepAuthor,
  syncTask,
} from '@skill-ledger/state';

/**
 * Keeps the task of a finding in step with its case (spec 12): a task exists while an assignee and a due date are set, and is
 * closed once the finding is decided.
 */
export async function syncFindingTask(
  within: Change,
  { id, rule }: FindingRow,
  { rules }: Pick<Programme, 'rules'>,
  by: StepAuthor,
): Promise<void> {
  // The rule's name, not the finding's text, which may name persons.
  const named = rules.find((one) => one.rule === rule);
  const title = { zh: named?.name ?? rule, en: named?.nameEn ?? rule };
  const [found] = await listCases(within, [id]);
  const wanted = async (): Promise<NewTask | null> => {
    if (found === undefined || found.dueOn === null || isEnded(found.status)) return null;
    const account = found.account === null ? undefined : await findAccount(within, found.account);
    const unit = found.unit ?? account?.unit ?? null;
    if (unit === null && account === undefined) return null;
    return {
      origin: { kind: 'finding', finding: id, rule, title },
      text: `核实监管预警 ${rule}：${title.zh}`,
      unit,
      account: account?.name ?? null,
      person: account?.displayName ?? null,
      dueOn: found.dueOn,
    };
  };
  await syncTask(within, `finding:${id}`, await wanted(), by);
}
