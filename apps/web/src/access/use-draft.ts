import { type Dispatch, type SetStateAction, useEffect, useState } from 'react';
import { useSession } from './session.tsx';

const PREFIX = 'skill-ledger.draft.';

/**
 * State of a form that outlives a reload, a session that ended and the form's own coming and going; it ends with the
 * tab or with signing out, and nobody else who signs in here sees it.
 * @param name what is typed into: the form and what it is about
 * @param parse turns what was kept into the state; anything else becomes `empty`
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

/** Leaves nothing of what was typed: for signing out. */
export function forgetDrafts(): void {
  for (const key of Object.keys(sessionStorage)) {
    if (key.startsWith(PREFIX)) sessionStorage.removeItem(key);
  }
}
