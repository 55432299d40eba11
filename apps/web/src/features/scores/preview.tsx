import type { ScoreFrame } from '@skill-ledger/contracts';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Answer, ErrorNote } from '../../ui/answer.tsx';
import { Button, ButtonAnchor } from '../../ui/button.tsx';
import { FileButton } from '../../ui/file-button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Actions, Filters, PageHead } from '../../ui/page.tsx';
import { frameQuery, previewScheme, schemeQuery } from './api.ts';
import { DraftTable } from './draft-table.tsx';
import { PeriodChoice } from './period-choice.tsx';
import { PreviewTable } from './preview-table.tsx';
import { usePreviewTexts } from './preview-texts.ts';
import { readDraft, writeDraft } from './scheme-draft.ts';
import { useTexts } from './texts.ts';
import { useScope } from './use-scope.ts';

/** A draft of the scheme, and the units whose points, total and grade it would change. */
export function PreviewPage() {
  const frame = useQuery(frameQuery);
  return (
    <Answer query={frame} height={720}>
      {(known) => <OfPeriod frame={known} />}
    </Answer>
  );
}

function OfPeriod({ frame }: { frame: ScoreFrame }) {
  const { address } = useScope(frame);
  const scheme = useQuery(schemeQuery(address));
  return (
    <Answer query={scheme} height={720}>
      {({ id, text }) => <Draft key={id} frame={frame} id={id} inForce={text} />}
    </Answer>
  );
}

function Draft({ frame, id, inForce }: { frame: ScoreFrame; id: string; inForce: string }) {
  const texts = useTexts();
  const text = usePreviewTexts();
  const { address, period } = useScope(frame);
  const [draft, setDraft] = useState(inForce);
  const trial = useMutation({ mutationFn: () => previewScheme(draft, address) });
  const known = readDraft(draft);
  const change = (next: string): void => {
    setDraft(next);
    trial.reset();
  };
  return (
    <>
      <PageHead title={text.title(id)} lead={text.lead} />
      <Filters label={texts.filters}>
        <PeriodChoice frame={frame} value={period.id} />
      </Filters>
      {known ? (
        <DraftTable draft={known} onChange={(next) => change(writeDraft(next))} />
      ) : (
        <Notice tone="bad">{text.broken}</Notice>
      )}
      <Actions>
        <Button kind="primary" disabled={trial.isPending} onClick={() => trial.mutate()}>
          {text.run}
        </Button>
        <Button disabled={draft === inForce} onClick={() => change(inForce)}>
          {text.reset}
        </Button>
        <FileButton accept=".json" onFiles={([file]) => void file?.text().then(change)}>
          {text.file}
        </FileButton>
        <ButtonAnchor href={`data:application/json,${encodeURIComponent(draft)}`} download="scheme.json">
          {text.save}
        </ButtonAnchor>
      </Actions>
      {trial.isError && <ErrorNote title={text.failed} error={trial.error} onRetry={() => trial.mutate()} />}
      {trial.data && <PreviewTable preview={trial.data} />}
    </>
  );
}
