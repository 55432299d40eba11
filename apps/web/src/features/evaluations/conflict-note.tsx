import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Actions } from '../../ui/page.tsx';
import { useFormTexts } from './form-texts.ts';
import type { Autosave } from './use-autosave.ts';

/** Two users changed the same field: shows both texts, and the user chooses. */
export function ConflictNote({ autosave, field }: { autosave: Autosave; field: string }) {
  const text = useFormTexts();
  const theirs = autosave.conflictOf(field);
  if (theirs === undefined) return null;
  return (
    <Notice tone="warn" role="alert">
      {text.conflict(theirs === '' ? text.emptied : theirs)}
      <Actions>
        <Button size="small" onClick={() => autosave.keepMine(field)}>
          {text.keepMine}
        </Button>
        <Button size="small" onClick={() => autosave.takeTheirs(field)}>
          {text.takeTheirs}
        </Button>
      </Actions>
    </Notice>
  );
}
