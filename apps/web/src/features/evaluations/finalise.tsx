import { type FormSummary, isWithUnit } from '@skill-ledger/contracts';
import { useState } from 'react';
import { order } from '../../api/client.ts';
import { ErrorNote } from '../../ui/answer.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { formatCount } from '../../ui/format.ts';
import { Actions } from '../../ui/page.tsx';
import { useTexts } from './texts.ts';
import { useSteps } from './use-steps.ts';

/** The end of a period, asked once more: it cannot be taken back. */
export function Finalise({ period, forms }: { period: string; forms: FormSummary[] }) {
  const text = useTexts();
  const [asking, setAsking] = useState(false);
  const { run, busy, error, clearError } = useSteps();
  const reviewing = forms.filter(({ state }) => state === 'reviewing').length;
  const missing = forms.filter(({ state }) => isWithUnit(state)).length;
  const finalise = async (): Promise<void> => {
    const done = await run(() => order('POST', `evaluations/periods/${encodeURIComponent(period)}/finalise`));
    if (done) setAsking(false);
  };
  return (
    <>
      <Button disabled={reviewing === 0} onClick={() => setAsking(true)}>
        {text.desk.finalise}
      </Button>
      {asking && (
        <Dialog title={text.desk.finaliseTitle(period)} onClose={() => setAsking(false)}>
          <p>{text.desk.finaliseDetail(formatCount(reviewing), formatCount(missing))}</p>
          <p>{text.desk.finaliseWaits}</p>
          {error && <ErrorNote error={error} title={text.failed} onRetry={clearError} />}
          <Actions>
            <Button kind="primary" disabled={busy} onClick={() => void finalise()}>
              {text.desk.finalise}
            </Button>
            <Button onClick={() => setAsking(false)}>{text.cancel}</Button>
          </Actions>
        </Dialog>
      )}
    </>
  );
}
