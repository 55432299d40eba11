import { useCallback, useEffect, useRef, useState } from 'react';
import { useDraft } from '../../access/use-draft.ts';
import { RequestError } from '../../api/client.ts';
import {
  conflictOf,
  markSent,
  rebase,
  savableOf,
  shownValues,
  TypedFields,
  typeInto,
  withoutKept,
} from './typed-fields.ts';

/** Delay after the last keystroke before saving. */
const REST_MS = 800;
/** Delay before the next attempt if the server did not answer. */
const RETRY_MS = 3000;
/** Number of conflicts of a save before the user is notified. */
const MOST_STALE = 3;

type Values = Record<string, string>;

export type SaveStatus =
  | { kind: 'idle' | 'saving' }
  | { kind: 'saved'; at: number }
  /** The server cannot be reached, or the session has ended: tried again by itself. */
  | { kind: 'waiting' }
  | { kind: 'refused'; error: Error };

interface AutosaveOptions {
  /** Subject of the input; the name of the draft. */
  name: string;
  /** Values on the server. */
  values: Values;
  version: number;
  /** Fields that cannot be sent because they are invalid. */
  heldBack: (values: Values) => ReadonlySet<string>;
  /** Saves fields, and updates the source of `values` and `version`. */
  send: (fields: Values, seen: number) => Promise<void>;
  /** Refetches values and version. */
  refresh: () => Promise<unknown>;
}

export interface Autosave {
  /** The input, else the server's values. */
  values: Values;
  status: SaveStatus;
  type: (field: string, text: string) => void;
  /** Values that another user saved meanwhile, by field. */
  conflictOf: (field: string) => string | undefined;
  keepMine: (field: string) => void;
  takeTheirs: (field: string) => void;
  /** Saves at once. @returns whether all input is saved */
  flush: () => Promise<boolean>;
}

const isTemporary = (error: unknown): boolean =>
  error instanceof RequestError && (error.status === 0 || error.status === 401 || error.status >= 429);

/**
 * Keeps input in the tab until the server has acknowledged it: nothing is lost by a reload, an ended session or a server
 * restart, and no other user's input is overwritten.
 */
export function useAutosave(options: AutosaveOptions): Autosave {
  const { name, values, heldBack } = options;
  const [typed, setTyped] = useDraft<TypedFields>(name, {}, TypedFields.parse);
  const [status, setStatus] = useState<SaveStatus>({ kind: 'idle' });
  const shown = shownValues(typed, values);
  const savable = savableOf(typed, values, heldBack(shown));
  /** Fields that wait for the user: conflicting or invalid. */
  const waits = Object.keys(withoutKept(typed, values)).some((field) => !(field in savable));
  const now = useRef({ options, savable, waits });
  now.current = { options, savable, waits };
  const stale = useRef(0);
  const underWay = useRef<Promise<boolean>>(undefined);

  const sendNow = useCallback((): Promise<boolean> => {
    if (underWay.current) return underWay.current;
    const { savable: fields, options: to } = now.current;
    if (Object.keys(fields).length === 0) return Promise.resolve(true);
    const work = async (): Promise<boolean> => {
      setTyped((old) => markSent(old, fields));
      setStatus({ kind: 'saving' });
      try {
        await to.send(fields, to.version);
        setTyped((old) => rebase(old, fields));
        setStatus({ kind: 'saved', at: Date.now() });
        stale.current = 0;
        return true;
      } catch (error) {
        const isStale = error instanceof RequestError && error.status === 409;
        stale.current = isStale ? stale.current + 1 : 0;
        if (isStale && stale.current <= MOST_STALE) {
          await to.refresh();
          setStatus({ kind: 'idle' });
        } else {
          setStatus(isTemporary(error) ? { kind: 'waiting' } : { kind: 'refused', error: error as Error });
        }
        return false;
      } finally {
        underWay.current = undefined;
      }
    };
    underWay.current = work();
    return underWay.current;
  }, [setTyped]);

  const text = JSON.stringify(savable);
  useEffect(() => {
    if (text === '{}' || status.kind === 'saving' || status.kind === 'refused') return;
    const timer = setTimeout(() => void sendNow(), status.kind === 'waiting' ? RETRY_MS : REST_MS);
    return () => clearTimeout(timer);
  }, [text, status, sendNow]);
  useEffect(() => {
    const leave = (): void => void (document.visibilityState === 'hidden' && sendNow());
    document.addEventListener('visibilitychange', leave);
    return () => document.removeEventListener('visibilitychange', leave);
  }, [sendNow]);
  useEffect(() => {
    if (underWay.current) return;
    setTyped((old) => {
      const rest = withoutKept(old, values);
      return Object.keys(rest).length === Object.keys(old).length ? old : rest;
    });
  }, [values, setTyped]);

  return {
    values: shown,
    status,
    type: (field, to) => {
      setTyped((old) => typeInto(old, values, field, to));
      if (status.kind === 'refused') setStatus({ kind: 'idle' });
    },
    conflictOf: (field) => conflictOf(typed, values, field),
    keepMine: (field) => setTyped((old) => rebase(old, { [field]: values[field] ?? '' })),
    takeTheirs: (field) =>
      setTyped((old) => Object.fromEntries(Object.entries(old).filter(([one]) => one !== field))),
    flush: async () => {
      await underWay.current;
      return (await sendNow()) && !now.current.waits;
    },
  };
}
