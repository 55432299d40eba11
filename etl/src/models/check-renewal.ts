import type { LedgerKind } from '@skill-ledger/contracts';
import { ModelError } from './header.ts';
import type { Model } from './model.ts';

/**
 * Ledgers whose changes are followed to the classes they concern (`findScope`): a model that reads another one has to be
 * rebuilt whole.
 */
const FOLLOWED: LedgerKind[] = ['institutions', 'classes', 'enrolments', 'payouts', 'affected', 'watchlist'];

/** Models that a load renews last, from the renewed other models. */
const isLast = ({ renewed }: Model): boolean => renewed === 'whole' || renewed === 'by cell';

/**
 * The inputs of a model must exist and be up to date when the model is renewed.
 * @throws ModelError naming the file and what it must not read
 */
export function checkRenewal(models: Model[]): void {
  const byName = new Map(models.map((model) => [model.name, model]));
  const direct = ({ reads }: Model): Model[] => reads.flatMap((name) => byName.get(name) ?? []);
  for (const model of models) {
    const read = transitiveInputs(direct(model), direct);
    const { file, renewed, stored } = model;
    const refuse = (what: string, zh: string, en: string): never => {
      throw new ModelError(file, { zh: `读取了 ${what}，${zh}`, en: `reads ${what}, ${en}` });
    };
    if (renewed !== null && renewed !== 'whole') {
      const says = `-- renewed: ${renewed}`;
      const ledger = [model, ...read]
        .flatMap(({ ledgers }) => ledgers)
        .find((kind) => !FOLLOWED.includes(kind));
      if (ledger) {
        refuse(
          ledger,
          `该台账的变化不按班级追踪，不能写 ${says}，应为 whole`,
          `whose changes are not followed by class: use “whole” instead of ${says}`,
        );
      }
      const later = read.find(isLast);
      if (later)
        refuse(later.name, `后者在其后才更新，不能写 ${says}`, `which is renewed after a model with ${says}`);
    }
    // Relations stored only while building do not exist outside the subset; nor for a reader of views.
    if (renewed === 'whole' || renewed === 'by cell' || stored === 'no') {
      const views = transitiveInputs(direct(model), (one) => (one.stored === 'no' ? direct(one) : []));
      const building = views.find((one) => one.stored === 'building');
      const says = renewed === null ? '-- stored: no' : `-- renewed: ${renewed}`;
      if (building) {
        refuse(
          building.name,
          `后者只在计算期间存在，不能写 ${says}`,
          `which is only stored while building: ${says} is not possible`,
        );
      }
    }
  }
}

function transitiveInputs(first: Model[], next: (model: Model) => Model[]): Model[] {
  const found = new Set(first);
  // A Set also visits what is added during the loop.
  for (const model of found) for (const one of next(model)) found.add(one);
  return [...found];
}
