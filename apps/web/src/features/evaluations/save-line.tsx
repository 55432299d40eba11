import { RequestError } from '../../api/client.ts';
import { useLanguage } from '../../i18n/language.ts';
import { Button } from '../../ui/button.tsx';
import { formatInstant } from '../../ui/format.ts';
import { useFormTexts } from './form-texts.ts';
import type { Autosave } from './use-autosave.ts';

/** State of saving, and time of the last save. */
export function SaveLine({ autosave: { status, flush } }: { autosave: Autosave }) {
  const text = useFormTexts();
  const { language, say } = useLanguage();
  return (
    <span role="status" data-saved={status.kind}>
      {status.kind === 'saved' && text.saved(formatInstant(status.at, language))}
      {status.kind === 'saving' && text.saving}
      {status.kind === 'waiting' && text.waiting}
      {status.kind === 'idle' && text.idle}
      {status.kind === 'refused' && (
        <>
          {text.refused}
          {text.colon}
          {status.error instanceof RequestError ? say(status.error.detail) : status.error.message}{' '}
          <Button kind="link" size="small" onClick={() => void flush()}>
            {text.retry}
          </Button>
        </>
      )}
    </span>
  );
}
