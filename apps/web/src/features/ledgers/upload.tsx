import { Navigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { z } from 'zod';
import { useSession } from '../../access/session.tsx';
import { useDraft } from '../../access/use-draft.ts';
import { acrossSignIn, order } from '../../api/client.ts';
import { ErrorNote } from '../../ui/answer.tsx';
import { Button } from '../../ui/button.tsx';
import { formatPercent } from '../../ui/format.ts';
import { isOver, sendFiles } from './api.ts';
import { CheckResult } from './check-result.tsx';
import { JobProgress, Progress } from './job-progress.tsx';
import { useTexts } from './texts.ts';
import { Choose, Loaded, Stopped } from './upload-stages.tsx';
import { useJob } from './use-job.ts';

/** The upload, and the jobs started with it. */
const Kept = z
  .object({
    upload: z.string(),
    check: z.string(),
    load: z.string().optional(),
    /** Rows of hidden sheets count. */
    hidden: z.boolean().optional(),
  })
  .nullable();
type Kept = z.infer<typeof Kept>;

type Stage =
  | { name: 'choose' }
  | { name: 'send'; share: number; abort: AbortController }
  | { name: 'refused'; error: Error; files: File[] }
  | { name: 'sent'; upload: string };

/** How the files are to be read, as the query of an address. */
function flags(asked: Record<string, boolean>): string {
  const set = Object.keys(asked).filter((name) => asked[name]);
  return set.length > 0 ? `?${new URLSearchParams(set.map((name) => [name, 'true'])).toString()}` : '';
}

/** 报送: choose or drop files, see the result of the check, then load or discard them. */
export function UploadPage() {
  const { may } = useSession();
  if (may('ledgers.load')) return <Upload />;
  return <Navigate to="/ledgers/batches" search={({ lang }) => ({ lang })} replace />;
}

function Upload() {
  const text = useTexts();
  // The server continues while the user leaves or reloads the page: the upload is restored.
  const [kept, setKept] = useDraft<Kept>('upload', null, Kept.parse);
  const [begun] = useState(kept);
  const [stage, setStage] = useState<Stage>(
    begun ? { name: 'sent', upload: begun.upload } : { name: 'choose' },
  );
  const check = useJob();
  const load = useJob();
  const { follow: followCheck } = check;
  const { follow: followLoad } = load;
  useEffect(() => {
    if (!begun) return;
    void followCheck(begun.check).then((job) => {
      if (job === undefined) {
        setKept(null);
        setStage({ name: 'choose' });
      } else if (begun.load !== undefined) void followLoad(begun.load);
    });
  }, [begun, followCheck, followLoad, setKept]);
  const isLoaded = load.job?.state === 'done';
  useEffect(() => {
    if (isLoaded) setKept(null);
  }, [isLoaded, setKept]);
  const send = async (files: File[]) => {
    if (files.length === 0) return;
    const abort = new AbortController();
    setStage({ name: 'send', share: 0, abort });
    try {
      const upload = await acrossSignIn(() =>
        sendFiles(files, (share) => setStage({ name: 'send', share, abort }), abort.signal),
      );
      setStage({ name: 'sent', upload: upload.id });
      const job = await check.start(`uploads/${upload.id}/check`);
      if (job) setKept({ upload: upload.id, check: job.id });
    } catch (error) {
      setStage(abort.signal.aborted ? { name: 'choose' } : { name: 'refused', error: error as Error, files });
    }
  };
  const startOver = () => {
    check.reset();
    load.reset();
    setKept(null);
    setStage({ name: 'choose' });
  };
  const discard = () => {
    // If this fails, the server removes it after a day.
    if (stage.name === 'sent') void order('DELETE', `uploads/${stage.upload}`).catch(() => {});
    startOver();
  };
  if (stage.name === 'send') {
    return (
      <Progress
        label={text.upload.sending(formatPercent(stage.share))}
        percent={stage.share * 100}
        onCancel={() => stage.abort.abort()}
      />
    );
  }
  if (stage.name === 'refused') {
    return (
      <ErrorNote error={stage.error} title={text.upload.failed} onRetry={() => void send(stage.files)}>
        <Button onClick={startOver}>{text.upload.again}</Button>
      </ErrorNote>
    );
  }
  if (stage.name === 'choose') return <Choose onFiles={(files) => void send(files)} />;
  const path = `uploads/${stage.upload}`;
  const isHidden = kept?.hidden ?? false;
  const startLoad = async (skipUnreadable: boolean) => {
    const job = await load.start(`${path}/load${flags({ hidden: isHidden, skipUnreadable })}`);
    if (job) setKept((before) => before && { ...before, load: job.id });
  };
  const checkAgain = async (hidden: boolean) => {
    const job = await check.start(`${path}/check${flags({ hidden })}`);
    if (job) setKept({ upload: stage.upload, check: job.id, hidden });
  };
  const hasUnreadable = (check.job?.outcome?.unreadable.length ?? 0) > 0;
  const running = [check, load].find(({ job }) => job && !isOver(job));
  if (running?.job) {
    const title = running === load ? text.upload.loading : text.upload.checking;
    return <JobProgress job={running.job} title={title} onCancel={running.cancel} />;
  }
  const stopped = [load, check].find(({ job, error }) => error ?? (job && job.state !== 'done'));
  if (stopped) {
    return (
      <Stopped
        watched={stopped}
        onRetry={() => void (stopped === load ? startLoad(hasUnreadable) : checkAgain(isHidden))}
        onAgain={discard}
      />
    );
  }
  if (load.job?.outcome) return <Loaded outcome={load.job.outcome} onMore={startOver} />;
  if (!check.job?.outcome) return <Progress label={text.upload.checking} percent={undefined} />;
  return (
    <CheckResult
      upload={stage.upload}
      outcome={check.job.outcome}
      hidden={isHidden}
      onHidden={(hidden) => void checkAgain(hidden)}
      onLoad={(skipUnreadable) => void startLoad(skipUnreadable)}
      onDiscard={discard}
    />
  );
}
