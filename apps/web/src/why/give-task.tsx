import type { FigureId } from '@skill-ledger/contracts';
import { useSession } from '../access/session.tsx';
import { ButtonLink } from '../ui/button.tsx';
import { filtersOf } from './rows-address.ts';
import type { FigureSource } from './source.tsx';
import { useWhyTexts } from './texts.ts';

/** Link from a figure to a new task about it, for users who may give tasks. */
export function GiveTask({ id, source }: { id: FigureId; source: FigureSource }) {
  const { why } = useWhyTexts();
  const { may } = useSession();
  if (!may('tasks.give')) return null;
  return (
    <p>
      <ButtonLink
        to="/tasks/give"
        search={({ lang }) => ({
          lang,
          figure: id,
          day: source.basis.asOf,
          filters: JSON.stringify(filtersOf(source)),
        })}
      >
        {why.giveTask}
      </ButtonLink>
    </p>
  );
}
