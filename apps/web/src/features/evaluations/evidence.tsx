import type { FormDetail } from '@skill-ledger/contracts';
import { PersonalDownload, UnmaskButton } from '../../access/purpose.tsx';
import { order, upload } from '../../api/client.ts';
import { useLanguage } from '../../i18n/language.ts';
import { ErrorNote } from '../../ui/answer.tsx';
import { Button } from '../../ui/button.tsx';
import { HelpText } from '../../ui/field.tsx';
import { FileButton } from '../../ui/file-button.tsx';
import { formatCount, formatInstant } from '../../ui/format.ts';
import { Section } from '../../ui/section.tsx';
import { useFormTexts } from './form-texts.ts';
import { useSteps } from './use-steps.ts';

/** Evidence files of the unit. */
export function Evidence({ detail, editable = false }: { detail: FormDetail; editable?: boolean }) {
  const text = useFormTexts();
  const { language } = useLanguage();
  const { run, busy, error, clearError } = useSteps();
  const path = `evaluations/forms/${detail.form.id}/files`;
  return (
    <Section id="evidence" title={text.sections.files}>
      {detail.files.length === 0 && <HelpText>{text.files.none}</HelpText>}
      {detail.files.length > 0 && <UnmaskButton />}
      <ul>
        {detail.files.map(({ id, name, bytes, by, at }) => (
          <li key={id}>
            <PersonalDownload href={`/api/v1/${path}/${id}`}>{name}</PersonalDownload>{' '}
            <HelpText>
              {formatCount(Math.ceil(bytes / 1024))} KB · {by} · {formatInstant(at, language)}
            </HelpText>{' '}
            {editable && (
              <Button
                kind="link"
                size="small"
                disabled={busy}
                onClick={() => void run(() => order('DELETE', `${path}/${id}`))}
              >
                {text.files.remove(name)}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {editable && (
        <>
          <FileButton
            size="small"
            label={text.files.attach}
            disabled={busy}
            onFiles={(chosen) => void run(() => upload(path, chosen))}
          >
            {text.files.choose}
          </FileButton>{' '}
          <HelpText>{text.files.help}</HelpText>
          <p role="status">{busy && text.files.attaching}</p>
          {error && <ErrorNote error={error} title={text.failed} onRetry={clearError} />}
        </>
      )}
    </Section>
  );
}
