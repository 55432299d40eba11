import { type ProgrammeLine, RowsAnswer } from '@skill-ledger/contracts';
import { hashKey, useInfiniteQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { PersonalDownload, UnmaskButton } from '../access/purpose.tsx';
import { useSession } from '../access/session.tsx';
import { fetchAnswer } from '../api/client.ts';
import { useNames } from '../programme/programme.tsx';
import { ErrorNote, Skeleton } from '../ui/answer.tsx';
import { bringToView } from '../ui/bring-to-view.ts';
import { Button } from '../ui/button.tsx';
import { formatCount } from '../ui/format.ts';
import styles from './rows.module.css';
import { useWhyTexts } from './texts.ts';

interface LedgerRowsProps {
  /** Query of the rows route. */
  address: Record<string, string>;
  /** Title of the rows, above their number. */
  label?: string;
  /** Content before the rows, built from the answer. */
  before?: (answer: RowsAnswer) => ReactNode;
}

/** Ledger rows, each with file, sheet and row, if the user may read them. */
export function LedgerRows({ address, label, before }: LedgerRowsProps) {
  const text = useWhyTexts();
  const { may, purpose } = useSession();
  const answer = useInfiniteQuery({
    queryKey: ['figures', 'rows', address, purpose?.text],
    queryFn: ({ signal, pageParam }) =>
      fetchAnswer('rows', RowsAnswer, { ...address, ...(pageParam && { cursor: pageParam }) }, signal),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
    // Masked rows stay visible until the unmasked ones are fetched; never the other way round.
    placeholderData: (before, query) =>
      query?.queryKey[3] === undefined && hashKey([query?.queryKey[2]]) === hashKey([address])
        ? before
        : undefined,
    enabled: may('rows.read'),
  });
  // View and focus go to the first of the new rows.
  const list = useRef<HTMLOListElement>(null);
  const [seen, setSeen] = useState<number>();
  const pages = answer.data?.pages.length ?? 0;
  useEffect(() => {
    const first = pages > 1 && seen !== undefined ? list.current?.children[seen] : undefined;
    if (first instanceof HTMLElement) bringToView(first);
  }, [pages, seen]);
  if (!may('rows.read')) return null;
  if (answer.isError) return <ErrorNote error={answer.error} onRetry={() => void answer.refetch()} />;
  const first = answer.data?.pages[0];
  if (!answer.data || !first) return <Skeleton height={160} />;
  if (first.columns.length === 0 && first.lines.length === 0) return before?.(first);
  const rows = answer.data.pages.flatMap((page) => page.rows);
  const query = new URLSearchParams(address);
  return (
    <>
      {before?.(first)}
      <section
        className={styles.rows}
        aria-label={text.why.rows(formatCount(first.total), label)}
        data-total={first.total}
      >
        {first.columns.length > 0 && <h3>{text.why.rows(formatCount(first.total), label)}</h3>}
        {first.lines.length > 0 && <Lines lines={first.lines} />}
        {first.total > 0 && (
          <p className={styles.exports}>
            {may('rows.export') ? (
              <>
                <PersonalDownload href={`/api/v1/rows.xlsx?${query}`}>
                  {text.why.download} Excel
                </PersonalDownload>
                <PersonalDownload href={`/api/v1/rows.zip?${query}`}>CSV</PersonalDownload>
              </>
            ) : (
              <>
                <a href={`/api/v1/rows.xlsx?${query}`} download>
                  {text.why.downloadMasked} Excel
                </a>
                <a href={`/api/v1/rows.zip?${query}`} download>
                  CSV
                </a>
              </>
            )}
            <UnmaskButton />
          </p>
        )}
        <ol ref={list} className={styles.list}>
          {rows.map(({ batch, file, sheet, row, values }, nth) => (
            <li key={`${batch} ${file} ${sheet} ${row}`} tabIndex={nth === seen ? -1 : undefined}>
              <span className={styles.origin}>
                {[file, sheet, text.why.row(row)].filter(Boolean).join(' · ')}
              </span>
              <span className={styles.values}>
                {values.flatMap((value, index) =>
                  value === null
                    ? []
                    : [
                        <span key={first.columns[index]} title={first.columns[index]}>
                          {value}
                        </span>,
                      ],
                )}
              </span>
            </li>
          ))}
        </ol>
        {answer.hasNextPage && (
          <Button
            size="small"
            disabled={answer.isFetchingNextPage}
            onClick={() => {
              setSeen(rows.length);
              void answer.fetchNextPage();
            }}
          >
            {text.why.more(formatCount(first.total - rows.length))}
          </Button>
        )}
      </section>
    </>
  );
}

/** Lines of the programme's data that the figure contains. */
function Lines({ lines }: { lines: ProgrammeLine[] }) {
  const text = useWhyTexts();
  const names = useNames();
  const values = lines.map(({ value }) => Number(value));
  const isSum = values.length > 1 && values.every(Number.isInteger);
  const total = isSum ? formatCount(values.reduce((sum, value) => sum + value, 0)) : undefined;
  return (
    <details className={styles.lines} open={lines.length <= 3}>
      <summary>{text.why.lines(formatCount(lines.length), total)}</summary>
      <ul>
        {lines.map(({ file, line, value }) => (
          <li key={`${file} ${line.join(' ')}`}>
            <span className={styles.origin}>
              {[file, ...line.map((word) => text.why.lineWords[word] ?? names(word))].join(' · ')}
            </span>{' '}
            <b>{isSum ? formatCount(Number(value)) : value}</b>
          </li>
        ))}
      </ul>
    </details>
  );
}
