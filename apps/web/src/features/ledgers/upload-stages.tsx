import type { LoadOutcome } from '@skill-ledger/contracts';
import { type DragEvent, useEffect, useRef, useState } from 'react';
import { ErrorNote } from '../../ui/answer.tsx';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { HelpText } from '../../ui/field.tsx';
import { FileButton } from '../../ui/file-button.tsx';
import { PageHead } from '../../ui/page.tsx';
import { OutcomeLines } from './outcome.tsx';
import { useTexts } from './texts.ts';
import styles from './upload-stages.module.css';
import type { useJob } from './use-job.ts';

/** Files chosen or dropped. */
export function Choose({ onFiles }: { onFiles: (files: File[]) => void }) {
  const text = useTexts();
  const [over, setOver] = useState(false);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    onFiles([...event.dataTransfer.files]);
  };
  return (
    <>
      <PageHead title={text.upload.heading} lead={text.upload.lead} />
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is a shortcut for the button inside */}
      <div
        className={over ? `${styles.drop} ${styles.dropping}` : styles.drop}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <FileButton
          id="ledger-files"
          kind="primary"
          accept=".xlsx,.xlsm,.xls,.csv,.txt,.tsv"
          onFiles={onFiles}
        >
          {text.upload.choose}
        </FileButton>
        <HelpText>{over ? text.upload.drop : text.upload.limits}</HelpText>
      </div>
    </>
  );
}

/** The result of the load, with links to the next steps. */
export function Loaded({ outcome, onMore }: { outcome: LoadOutcome; onMore: () => void }) {
  const text = useTexts();
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), []);
  return (
    <>
      <PageHead
        titleRef={title}
        title={outcome.batch === null ? text.upload.doneUnchanged : text.upload.doneTitle(outcome.batch)}
        actions={
          <>
            <ButtonLink kind="primary" to="/" search={({ lang }) => ({ lang })}>
              {text.upload.toOverview}
            </ButtonLink>
            <ButtonLink to="/ledgers/quarantine" search={({ lang }) => ({ lang })}>
              {text.upload.toQuarantine}
            </ButtonLink>
            <Button onClick={onMore}>{text.upload.more}</Button>
          </>
        }
      />
      <OutcomeLines outcome={outcome} />
    </>
  );
}

interface StoppedProps {
  watched: ReturnType<typeof useJob>;
  onRetry: () => void;
  onAgain: () => void;
}

/** Cancelled or failed: try again, or choose other files. */
export function Stopped({ watched: { job, error }, onRetry, onAgain }: StoppedProps) {
  const text = useTexts();
  if (job?.state === 'cancelled') {
    return (
      <PageHead
        title={text.job.cancelled}
        actions={
          <>
            <Button kind="primary" onClick={onRetry}>
              {text.upload.retry}
            </Button>
            <Button onClick={onAgain}>{text.upload.again}</Button>
          </>
        }
      />
    );
  }
  return (
    <ErrorNote error={error} detail={job?.problem ?? undefined} title={text.upload.failed} onRetry={onRetry}>
      <Button onClick={onAgain}>{text.upload.again}</Button>
    </ErrorNote>
  );
}
