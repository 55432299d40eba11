import { KIND_LABELS, type WarningRow, type WarningsAnswer } from '@skill-ledger/contracts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { z } from 'zod';
import { useSession } from '../../access/session.tsx';
import { useDraft } from '../../access/use-draft.ts';
import { order } from '../../api/client.ts';
import { isEmpty } from '../../api/queries.ts';
import { useLanguage } from '../../i18n/language.ts';
import { Answer, ErrorNote } from '../../ui/answer.tsx';
import { formatCount, formatInstant } from '../../ui/format.ts';
import { Pager } from '../../ui/pager.tsx';
import { PAGE_ROWS, warningsQuery } from './api.ts';
import styles from './ledgers.module.css';
import { NothingYet } from './nothing-yet.tsx';
import { useTexts } from './texts.ts';

/** 提示: accepted rows with something odd, acknowledged with a comment. */
export function WarningsPage() {
  const text = useTexts();
  const { code, show, offset } = useSearch({ from: '/ledgers/warnings' });
  const navigate = useNavigate({ from: '/ledgers/warnings' });
  const answer = useQuery(warningsQuery({ code, show, offset }));
  const [chosen, setChosen] = useState<string[]>([]);
  if (isEmpty(answer.error)) return <NothingYet />;
  return (
    <Answer query={answer} height={480}>
      {(data) => (
        <>
          <h1 className={styles.title}>
            {data.total === 0
              ? text.warnings.none
              : show === 'all'
                ? text.warnings.titleAll(formatCount(data.total), formatCount(openOf(data.counts, code)))
                : text.warnings.title(formatCount(data.total))}
          </h1>
          <p className={styles.lead}>{text.warnings.lead}</p>
          <Filters counts={data.counts} code={code} show={show} />
          <List rows={data.rows} chosen={chosen} onChoose={setChosen} />
          <Pager
            offset={Number(offset ?? 0)}
            shown={data.rows.length}
            total={data.total}
            size={PAGE_ROWS}
            onGo={(to) =>
              void navigate({ search: (old) => ({ ...old, offset: to > 0 ? String(to) : undefined }) })
            }
          />
          {chosen.length > 0 && <Acknowledge ids={chosen} onEnd={() => setChosen([])} />}
        </>
      )}
    </Answer>
  );
}

/** Warnings nobody has acknowledged, of one code where one is chosen. */
const openOf = (counts: WarningsAnswer['counts'], code: string | undefined): number =>
  counts
    .filter((count) => code === undefined || count.code === code)
    .reduce((sum, { warnings, acknowledged }) => sum + warnings - acknowledged, 0);

interface FiltersProps {
  counts: WarningsAnswer['counts'];
  code: string | undefined;
  show: string | undefined;
}

function Filters({ counts, code, show }: FiltersProps) {
  const text = useTexts();
  const navigate = useNavigate({ from: '/ledgers/warnings' });
  const choose = (change: { code?: string | undefined; show?: string | undefined }) =>
    void navigate({ search: (old) => ({ ...old, offset: undefined, ...change }) });
  return (
    <div className={styles.filters}>
      <div className={styles.field}>
        <select
          aria-label={text.warnings.all}
          value={code ?? ''}
          onChange={({ target }) => choose({ code: target.value || undefined })}
        >
          <option value="">{text.warnings.all}</option>
          {counts.map((count) => (
            <option key={count.code} value={count.code}>
              {`${count.code} ${text.checks[count.code] ?? ''} · ${text.rows(formatCount(count.warnings - count.acknowledged))}`}
            </option>
          ))}
        </select>
      </div>
      <div className={styles.field}>
        <select
          aria-label={text.warnings.show}
          value={show ?? ''}
          onChange={({ target }) => choose({ show: target.value || undefined })}
        >
          <option value="">{text.warnings.open}</option>
          <option value="all">{text.warnings.both}</option>
        </select>
      </div>
    </div>
  );
}

interface ListProps {
  rows: WarningRow[];
  chosen: string[];
  onChoose: (ids: string[]) => void;
}

function List({ rows, chosen, onChoose }: ListProps) {
  const text = useTexts();
  const { say, language } = useLanguage();
  const { may } = useSession();
  const open = rows.filter(({ acknowledged }) => acknowledged === null);
  return (
    <>
      {may('ledgers.load') && open.length > 1 && (
        <p className={styles.links}>
          <button type="button" className={styles.link} onClick={() => onChoose(open.map(({ id }) => id))}>
            {text.warnings.chooseAll}
          </button>
          {chosen.length > 0 && (
            <button type="button" className={styles.link} onClick={() => onChoose([])}>
              {text.warnings.chooseNone}
            </button>
          )}
        </p>
      )}
      <ul className={styles.entries}>
        {rows.map((row) => {
          const origin = [row.file, row.sheet, text.rowNumber(String(row.row))].filter(Boolean).join(' · ');
          return (
            <li key={row.id} className={styles.entry}>
              <div className={styles.origin}>
                {row.acknowledged === null && may('ledgers.load') ? (
                  <label className={styles.choice}>
                    <input
                      type="checkbox"
                      checked={chosen.includes(row.id)}
                      aria-label={text.warnings.choose(origin)}
                      onChange={({ target }) =>
                        onChoose(target.checked ? [...chosen, row.id] : chosen.filter((id) => id !== row.id))
                      }
                    />
                    <strong>{say(KIND_LABELS[row.kind])}</strong>
                  </label>
                ) : (
                  <strong>{say(KIND_LABELS[row.kind])}</strong>
                )}
                {origin}
              </div>
              <div>
                <p className={styles.why}>{say(row.text)}</p>
                {row.acknowledged && (
                  <p className={styles.help}>
                    ✓{' '}
                    {text.warnings.said(
                      row.acknowledged.comment,
                      row.acknowledged.by ?? text.batches.nobody,
                      formatInstant(row.acknowledged.at, language),
                    )}
                  </p>
                )}
              </div>
            </li>
          );
        })}
      </ul>
    </>
  );
}

/** One comment for all that were chosen. */
function Acknowledge({ ids, onEnd }: { ids: string[]; onEnd: () => void }) {
  const text = useTexts();
  const client = useQueryClient();
  const [comment, setComment] = useDraft('warnings', '', z.string().parse);
  const [error, setError] = useState<Error>();
  const run = async () => {
    try {
      await order('POST', 'warnings/acknowledge', { ids, comment });
      setComment('');
      onEnd();
      await client.invalidateQueries({ queryKey: ['ledgers', 'warnings'] });
    } catch (cause) {
      setError(cause as Error);
    }
  };
  return (
    <form
      className={styles.bar}
      onSubmit={(event) => {
        event.preventDefault();
        void run();
      }}
    >
      {error && <ErrorNote error={error} title={text.upload.failed} onRetry={() => void run()} />}
      <strong>{text.warnings.chosen(formatCount(ids.length))}</strong>
      <label className={styles.field}>
        {text.warnings.comment}
        <input required maxLength={500} value={comment} onChange={({ target }) => setComment(target.value)} />
      </label>
      <button type="submit" className={styles.primary}>
        {text.warnings.acknowledge}
      </button>
      <button type="button" className={styles.quiet} onClick={onEnd}>
        {text.cancel}
      </button>
    </form>
  );
}
