import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useSession } from '../access/session.tsx';
import { RequestError } from '../api/client.ts';
import { currentSnapshotQuery, snapshotsQuery } from '../api/queries.ts';
import { useLanguage } from '../i18n/language.ts';
import { useProgramme } from '../programme/programme.tsx';
import { Button } from '../ui/button.tsx';
import { formatCount, formatInstant } from '../ui/format.ts';
import { Notice } from '../ui/notice.tsx';
import { useAppTexts } from './texts.ts';

/** Polls for a new snapshot: refetches everything in place and shows a notice; also shows when the server is unreachable. */
export function SnapshotNotice() {
  const text = useAppTexts();
  const { language } = useLanguage();
  const programme = useProgramme();
  const client = useQueryClient();
  const watched = useQuery(currentSnapshotQuery);
  const [news, setNews] = useState<string>();
  const current = watched.data;
  useEffect(() => {
    if (!current || current.id === programme.snapshot) return;
    setNews(current.createdAt);
    void client.invalidateQueries({ queryKey: ['programme'] });
    void client.invalidateQueries({ queryKey: ['figures'] });
    void client.invalidateQueries({ queryKey: ['snapshots', 'all'] });
  }, [current, programme.snapshot, client]);
  const stale =
    watched.error instanceof RequestError && watched.error.status !== 401 && watched.dataUpdatedAt > 0;
  return (
    <div role="status">
      {stale && (
        <Notice tone="warn" bar>
          {text.stale(formatInstant(watched.dataUpdatedAt, language))}
        </Notice>
      )}
      {!stale && news !== undefined && (
        <Notice bar>
          {text.newSnapshot(formatInstant(news, language))}
          <Button size="small" onClick={() => setNews(undefined)}>
            {text.dismiss}
          </Button>
        </Notice>
      )}
    </div>
  );
}

/** The data on the page: the decree, the snapshot, when it was loaded, how many rows are to be corrected. */
export function SnapshotLine() {
  const text = useAppTexts();
  const { language } = useLanguage();
  const { decree, snapshot } = useProgramme();
  const { may } = useSession();
  const { data } = useQuery({ ...snapshotsQuery, enabled: may('snapshots.read') });
  const info = data?.snapshots.find(({ id }) => id === snapshot);
  const parts = [
    decree,
    `${text.snapshot} ${snapshot}`,
    ...(info
      ? [
          `${text.createdAt} ${formatInstant(info.createdAt, language)}`,
          text.rows(formatCount(info.rows)),
          text.quarantined(formatCount(info.quarantined)),
        ]
      : []),
  ];
  return <p>{parts.join(' · ')}</p>;
}
