import { type FindingRow, NO_YUAN } from '@skill-ledger/contracts';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useSession } from '../../access/session.tsx';
import { useLanguage } from '../../i18n/language.ts';
import { Answer } from '../../ui/answer.tsx';
import { ButtonAnchor } from '../../ui/button.tsx';
import { HelpText } from '../../ui/field.tsx';
import { formatCount } from '../../ui/format.ts';
import { formatMoney, formatYuan } from '../../ui/money.ts';
import { Notice } from '../../ui/notice.tsx';
import { EmptyState, PageHead } from '../../ui/page.tsx';
import { Pager } from '../../ui/pager.tsx';
import { findingsQuery, findingsQueryString, PAGE_FINDINGS } from './api.ts';
import { CaseForm } from './case-form.tsx';
import { FindingDetail } from './finding-detail.tsx';
import { FindingList } from './finding-list.tsx';
import { useTexts } from './texts.ts';
import styles from './worklist.module.css';
import { WorklistFilters } from './worklist-filters.tsx';

/** 线索办理: the list of findings, with the open one beside it. */
export function Worklist() {
  const text = useTexts();
  const { language } = useLanguage();
  const { may } = useSession();
  const { lang: _, asOf: __, ...search } = useSearch({ from: '/supervision/' });
  const navigate = useNavigate({ from: '/supervision/' });
  const { open, ...address } = search;
  const answer = useQuery(findingsQuery(address));
  const [chosen, setChosen] = useState<string[]>([]);
  const [done, setDone] = useState<number>();
  const download = new URLSearchParams(findingsQueryString({ ...address, offset: undefined }));
  const isOne = open !== undefined && chosen.length === 0;
  const show = (id: string | undefined): Promise<void> =>
    navigate({ search: (old) => ({ ...old, open: id }), resetScroll: false });
  const choose = (ids: string[]): void => {
    setDone(undefined);
    setChosen(ids);
  };
  const close = async (): Promise<void> => {
    await show(undefined);
    // Focus returns to the row, so that the next finding is one key away.
    document.querySelector<HTMLElement>(`[data-id="${open ?? ''}"]`)?.focus();
  };
  return (
    <Answer query={answer} height={720}>
      {(data) => (
        <>
          <PageHead
            title={
              data.total === 0
                ? text.none
                : text.title(formatCount(data.total), formatMoney(data.stake, language))
            }
            lead={
              <>
                {text.lead}
                {data.recovered !== NO_YUAN && ` ${text.recovered(formatYuan(data.recovered))}`}
              </>
            }
          />
          <div className={isOne ? styles.narrowHidden : undefined}>
            <WorklistFilters
              address={address}
              rules={data.rules}
              statuses={data.statuses}
              institution={address.institution && (data.rows[0]?.institution ?? address.institution)}
            />
          </div>
          <div role="status">
            {done !== undefined && <Notice tone="good">{text.savedMany(formatCount(done))}</Notice>}
          </div>
          {data.total === 0 && !isOne && <EmptyState>{text.emptyDetail}</EmptyState>}
          <div className={styles.parts} hidden={data.total === 0 && !isOne}>
            <section aria-label={text.list} className={isOne ? styles.narrowHidden : undefined}>
              <div className={styles.listHead}>
                <HelpText>{text.keys}</HelpText>
                <ButtonAnchor size="small" href={`/api/v1/findings.xlsx?${download}`} download>
                  {text.download} Excel
                </ButtonAnchor>
                <ButtonAnchor size="small" href={`/api/v1/findings.zip?${download}`} download>
                  CSV
                </ButtonAnchor>
              </div>
              <FindingList
                rows={data.rows}
                rules={data.rules}
                open={open}
                chosen={chosen}
                onOpen={(id) => void show(id)}
                onChoose={may('findings.comment') ? choose : undefined}
              />
              <Pager
                offset={Number(address.offset ?? 0)}
                shown={data.rows.length}
                total={data.total}
                size={PAGE_FINDINGS}
                onGo={(to) =>
                  void navigate({ search: (old) => ({ ...old, offset: to > 0 ? String(to) : undefined }) })
                }
              />
            </section>
            <div className={styles.beside}>
              {chosen.length > 0 ? (
                <CaseForm
                  key="many"
                  ids={chosen}
                  shown={data.rows}
                  title={text.handleMany(formatCount(chosen.length))}
                  onDone={() => {
                    setDone(chosen.length);
                    setChosen([]);
                  }}
                />
              ) : isOne ? (
                <FindingDetail
                  key={open}
                  id={open}
                  rules={data.rules}
                  beside={besideOf(data.rows, open)}
                  onOpen={(id) => void show(id)}
                  onClose={() => void close()}
                />
              ) : (
                <div className={styles.narrowHidden}>
                  <EmptyState>{text.pick}</EmptyState>
                </div>
              )}
            </div>
          </div>
        </>
      )}
    </Answer>
  );
}

/** The previous and next finding on this page of the list. */
function besideOf(rows: FindingRow[], open: string): { previous?: string; next?: string } {
  const at = rows.findIndex(({ id }) => id === open);
  if (at < 0) return {};
  const [previous, next] = [rows[at - 1]?.id, rows[at + 1]?.id];
  return { ...(previous !== undefined && { previous }), ...(next !== undefined && { next }) };
}
