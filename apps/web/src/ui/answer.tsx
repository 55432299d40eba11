import type { Bilingual } from '@skill-ledger/contracts';
import type { UseQueryResult } from '@tanstack/react-query';
import { type ReactNode, Suspense, useEffect, useRef, useState } from 'react';
import { RequestError } from '../api/client.ts';
import { useLanguage } from '../i18n/language.ts';
import styles from './answer.module.css';
import { bringToView } from './bring-to-view.ts';
import { Button } from './button.tsx';
import { useKitTexts } from './texts.ts';

interface AnswerProps<T> {
  query: UseQueryResult<T>;
  /** Height of the loaded part in pixels, to avoid layout shifts. */
  height: number;
  children: (data: T) => ReactNode;
}

/** A query in its three states: pending, failed, loaded. The content may be `lazy`. */
export function Answer<T>({ query, height, children }: AnswerProps<T>) {
  if (query.data !== undefined) {
    return (
      <div className={query.isPlaceholderData ? styles.old : undefined} aria-busy={query.isPlaceholderData}>
        <Suspense fallback={<Skeleton height={height} />}>{children(query.data)}</Suspense>
      </div>
    );
  }
  if (query.isError) return <ErrorNote error={query.error} quiet onRetry={() => void query.refetch()} />;
  return <Skeleton height={height} />;
}

/** Placeholder lines of a part that is loading. */
export function Skeleton({ height }: { height: number }) {
  const text = useKitTexts();
  return (
    <div className={styles.skeleton} style={{ height }} role="status" data-testid="skeleton">
      <span className="visually-hidden">{text.loading}</span>
    </div>
  );
}

interface ErrorNoteProps {
  error?: Error | undefined;
  /** What failed; reading data by default. */
  title?: string | undefined;
  /** What went wrong, if it was not a request. */
  detail?: Bilingual | undefined;
  onRetry: () => void;
  /** For a part of the page that failed to load: view and focus stay where they are. */
  quiet?: boolean;
  /** Further actions besides retrying. */
  children?: ReactNode;
}

/** What failed, why, and what to do next; moves view and focus there unless `quiet`. */
export function ErrorNote({ error, title, detail, onRetry, quiet = false, children }: ErrorNoteProps) {
  const text = useKitTexts();
  const { say } = useLanguage();
  const note = useRef<HTMLDivElement>(null);
  // If the page did not load, this is its heading.
  const [Heading] = useState<'h1' | 'p'>(() => (document.querySelector('h1') === null ? 'h1' : 'p'));
  useEffect(() => {
    if (!quiet) bringToView(note.current);
  }, [quiet]);
  return (
    <div ref={note} className={styles.error} role="alert" tabIndex={quiet ? undefined : -1}>
      <Heading className={styles.what}>{title ?? text.errorTitle}</Heading>
      <p>{detail ? say(detail) : error instanceof RequestError ? say(error.detail) : text.crashDetail}</p>
      {error instanceof RequestError && error.parts.length > 0 && (
        <ul>
          {error.parts.map((part) => (
            <li key={part.en}>{say(part)}</li>
          ))}
        </ul>
      )}
      <p className={styles.ways}>
        <Button onClick={onRetry}>{text.retry}</Button>
        {children}
      </p>
    </div>
  );
}
