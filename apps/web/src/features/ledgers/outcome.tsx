import { effectText, type LoadOutcome, mendedText, releasedText } from '@skill-ledger/contracts';
import { useLanguage } from '../../i18n/language.ts';

/** What a load did, in a few lines. */
export function OutcomeLines({ outcome: { mended, resolved, effect } }: { outcome: LoadOutcome }) {
  const { say } = useLanguage();
  return (
    <>
      {mended && <p>{say(mendedText(mended))}</p>}
      {resolved > 0 && <p>{say(releasedText(resolved))}</p>}
      {effect && <p>{say(effectText(effect, true))}</p>}
    </>
  );
}
