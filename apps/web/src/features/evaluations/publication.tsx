import { type EvaluationPeriod, periodName } from '@skill-ledger/contracts';
import { useState } from 'react';
import { order } from '../../api/client.ts';
import { useLanguage } from '../../i18n/language.ts';
import { ErrorNote } from '../../ui/answer.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Actions } from '../../ui/page.tsx';
import { useResultsTexts } from './results-texts.ts';
import { useSteps } from './use-steps.ts';

/** Publishes the results to all units, or withdraws them. */
export function Publication({ period: { id, publishedAt } }: { period: EvaluationPeriod }) {
  const text = useResultsTexts();
  const { say } = useLanguage();
  const [asking, setAsking] = useState(false);
  const { run, busy, error, clearError } = useSteps();
  const isOut = publishedAt !== null;
  const name = say(periodName(id));
  const step = isOut ? text.unpublish : text.publish;
  const publish = async (): Promise<void> => {
    const done = await run(() =>
      order('PUT', `evaluations/periods/${encodeURIComponent(id)}/publication`, { published: !isOut }),
    );
    if (done) setAsking(false);
  };
  return (
    <>
      <Button kind={isOut ? 'quiet' : 'primary'} onClick={() => setAsking(true)}>
        {step}
      </Button>
      {asking && (
        <Dialog
          title={isOut ? text.unpublishTitle(name) : text.publishTitle(name)}
          onClose={() => setAsking(false)}
        >
          <p>{isOut ? text.unpublishDetail : text.publishDetail}</p>
          {error && <ErrorNote error={error} title={text.failed} onRetry={clearError} />}
          <Actions>
            <Button kind="primary" disabled={busy} onClick={() => void publish()}>
              {step}
            </Button>
            <Button onClick={() => setAsking(false)}>{text.cancel}</Button>
          </Actions>
        </Dialog>
      )}
    </>
  );
}
