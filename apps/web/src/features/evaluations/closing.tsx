import { dayInShanghai, type EvaluationPeriod, periodName } from '@skill-ledger/contracts';
import { useState } from 'react';
import { order } from '../../api/client.ts';
import { useLanguage } from '../../i18n/language.ts';
import { ErrorNote } from '../../ui/answer.tsx';
import { Button } from '../../ui/button.tsx';
import DatePicker from '../../ui/date-picker.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Actions } from '../../ui/page.tsx';
import { useTexts } from './texts.ts';
import { useSteps } from './use-steps.ts';

/** Sets, changes or removes the last day of filling in. */
export function Closing({ period: { id, closesOn } }: { period: EvaluationPeriod }) {
  const text = useTexts();
  const { say } = useLanguage();
  const [asking, setAsking] = useState(false);
  const [day, setDay] = useState(closesOn ?? '');
  const { run, busy, error, clearError } = useSteps();
  const save = async (): Promise<void> => {
    const path = `evaluations/periods/${encodeURIComponent(id)}/closing`;
    if (await run(() => order('PUT', path, { closesOn: day || null }))) setAsking(false);
  };
  return (
    <>
      <Button onClick={() => setAsking(true)}>{text.closing.button}</Button>
      {asking && (
        <Dialog title={text.closing.title(say(periodName(id)))} onClose={() => setAsking(false)}>
          <p>{text.closing.detail}</p>
          <DatePicker label={text.closing.day} value={day} min={dayInShanghai()} onChange={setDay} />
          {error && <ErrorNote error={error} title={text.failed} onRetry={clearError} />}
          <Actions>
            <Button kind="primary" disabled={busy} onClick={() => void save()}>
              {text.closing.submit}
            </Button>
            <Button onClick={() => setAsking(false)}>{text.cancel}</Button>
          </Actions>
        </Dialog>
      )}
    </>
  );
}
