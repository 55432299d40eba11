import { type Dispatch, type SetStateAction, useEffect, useState } from 'react';
import { useSession } from './session.tsx';

const PREFIX = 'skill-ledger.draft.';

/**
 * Form state that survives a reload, an ended session and unmounting of the form; it is cleared with the
 * tab or on sign-out, and is not visible to other users who sign in.
 * @param name of the form and its subject
 * @param parse validates the stored state; anything else becomes `empty`
 */
export function useDraft<T>(
  name: string,
  empty: T,
  parse: (kept: unknown) => T,
): [T, Dispatch<SetStateAction<T>>] {
  const { account } = useSession();
  const key = `${PREFIX}${account.id}.${name}`;
  const [value, setValue] = useState<T>(() => read(key, empty, parse));
  const text = JSON.stringify(value);
  const isEmpty = text === JSON.stringify(empty);
  useEffect(() => {
    if (isEmpty) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, text);
  }, [key, text, isEmpty]);
  return [value, setValue];
}

function read<T>(key: string, empty: T, parse: (kept: unknown) => T): T {
  const kept = sessionStorage.getItem(key);
  if (kept === null) return empty;
  try {
    return parse(JSON.parse(kept));
  } catch {
    return empty;
  }
}

/** Clears all drafts on sign-out. */
export function forgetDrafts(): void {
  for (const key of Object.keys(sessionStorage)) {
    if (key.startsWith(PREFIX)) sessionStorage.removeItem(key);
  }
}
