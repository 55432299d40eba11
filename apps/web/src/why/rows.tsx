import { type FigureId, RowsAnswer } from '@skill-ledger/contracts';
import { hashKey, useInfiniteQuery } from '@tanstack/react-query';
import { PersonalDownload, UnmaskButton } from '../access/purpose.tsx';
import { useSession } from '../access/session.tsx';
import { fetchAnswer } from '../api/client.ts';
import { useLanguage } from '../i18n/language.ts';
import { useNames, useProgramme } from '../programme/programme.tsx';
import { ErrorNote, Skeleton } from '../ui/answer.tsx';
import { Button } from '../ui/button.tsx';
import { formatCount } from '../ui/format.ts';
import styles from './rows.module.css';
import { rowsAddress } from './rows-address.ts';
import { type FigureSource, useWhy } from './source.tsx';
import { useWhyTexts } from './texts.ts';

/** The ledger rows behind a figure, each with file, sheet and row; or the figures it is computed from. */
export function Rows({ id, source }: { id: FigureId; source: FigureSource }) {
  const text = useWhyTexts();
  const { may, purpose } = useSession();
  const address = rowsAddress(id, source);
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
    enabled: address !== null && may('rows.read'),
  });
  if (address === null || !may('rows.read')) return null;
  if (answer.isError) return <ErrorNote error={answer.error} onRetry={() => void answer.refetch()} />;
  const first = answer.data?.pages[0];
  if (!answer.data || !first) return <Skeleton height={160} />;
  const parts = <Parts parts={first.parts} source={source} />;
  if (first.columns.length === 0 && first.baseline.length === 0) return parts;
  const rows = answer.data.pages.flatMap((page) => page.rows);
  const query = new URLSearchParams(address);
  return (
    <>
      {parts}
      <section className={styles.rows} aria-labelledby="why-rows" data-total={first.total}>
        <h3 id="why-rows">{text.why.rows(formatCount(first.total))}</h3>
        {first.baseline.length > 0 && <Baseline lines={first.baseline} />}
        {first.total > 0 && (
          <p className={styles.exports}>
            {may('rows.export') && (
              <>
                <PersonalDownload href={`/api/v1/rows.xlsx?${query}`}>
                  {text.why.download} Excel
                </PersonalDownload>
                <PersonalDownload href={`/api/v1/rows.csv?${query}`}>CSV</PersonalDownload>
              </>
            )}
            <UnmaskButton />
          </p>
        )}
        <ol className={styles.list}>
          {rows.map(({ batch, file, sheet, row, values }) => (
            <li key={`${batch} ${file} ${sheet} ${row}`}>
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
            onClick={() => void answer.fetchNextPage()}
          >
            {text.why.more(formatCount(first.total - rows.length))}
          </Button>
        )}
      </section>
    </>
  );
}

/** The part without ledger rows: the annex has only the total. */
function Baseline({ lines }: { lines: RowsAnswer['baseline'] }) {
  const text = useWhyTexts();
  const names = useNames();
  const total = lines.reduce((sum, { completed }) => sum + completed, 0);
  return (
    <details className={styles.baseline}>
      <summary>{text.why.baseline(formatCount(total))}</summary>
      <ul>
        {lines.map(({ domain, year, completed }) => (
          <li key={`${domain} ${year}`}>
            {names(domain)} · {year} · {formatCount(completed)}
          </li>
        ))}
      </ul>
    </details>
  );
}

/** The figures in the formula, each with its own "why?". */
function Parts({ parts, source }: { parts: FigureId[]; source: FigureSource }) {
  const text = useWhyTexts();
  const { say } = useLanguage();
  const { figures } = useProgramme();
  const { question, ask } = useWhy();
  const known = parts.filter((part) => source.row[part] !== undefined);
  if (known.length === 0 || !question) return null;
  return (
    <section className={styles.rows} aria-labelledby="why-parts">
      <h3 id="why-parts">{text.why.parts}</h3>
      <p className={styles.exports}>
        {known.map((part) => {
          const definition = figures[part];
          return (
            <Button key={part} size="small" onClick={() => ask({ ...question, id: part })}>
              {definition ? say(definition.label) : part}
            </Button>
          );
        })}
      </p>
    </section>
  );
}
