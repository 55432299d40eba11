import {
  dayInShanghai,
  type FormSummary,
  isWithUnit,
  periodName,
  RECTIFICATION_DAYS,
} from '@skill-ledger/contracts';
import { useState } from 'react';
import { order } from '../../api/client.ts';
import { useLanguage } from '../../i18n/language.ts';
import { ErrorNote } from '../../ui/answer.tsx';
import { Button } from '../../ui/button.tsx';
import DatePicker from '../../ui/date-picker.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { formatCount } from '../../ui/format.ts';
import { Actions } from '../../ui/page.tsx';
import { useTexts } from './texts.ts';
import { useSteps } from './use-steps.ts';

const DAY_MS = 86_400_000;
const inDays = (days: number): string => dayInShanghai(new Date(Date.now() + days * DAY_MS));

/** Confirmation of finalising a period, which cannot be undone. */
export function Finalise({ period, forms }: { period: string; forms: FormSummary[] }) {
  const text = useTexts();
  const { say } = useLanguage();
  const [asking, setAsking] = useState(false);
  const [rectifyBy, setRectifyBy] = useState(() => inDays(RECTIFICATION_DAYS));
  const { run, busy, error, clearError } = useSteps();
  const reviewing = forms.filter(({ state }) => state === 'reviewing').length;
  const missing = forms.filter(({ state }) => isWithUnit(state)).length;
  const finalise = async (): Promise<void> => {
    const done = await run(() =>
      order('POST', `evaluations/periods/${encodeURIComponent(period)}/finalise`, {
        ...(rectifyBy !== '' && { rectifyBy }),
      }),
    );
    if (done) setAsking(false);
  };
  return (
    <>
      <Button disabled={reviewing === 0} onClick={() => setAsking(true)}>
        {text.desk.finalise}
      </Button>
      {asking && (
        <Dialog title={text.desk.finaliseTitle(say(periodName(period)))} onClose={() => setAsking(false)}>
          <p>{text.desk.finaliseDetail(formatCount(reviewing), formatCount(missing))}</p>
          <p>{text.desk.finaliseWaits}</p>
          <DatePicker
            label={text.desk.rectifyBy}
            help={text.desk.rectifyHelp}
            value={rectifyBy}
            min={inDays(0)}
            onChange={setRectifyBy}
          />
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
