import type { FindingDetail } from '@skill-ledger/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { PersonalDownload } from '../../access/purpose.tsx';
import { useSession } from '../../access/session.tsx';
import { acrossSignIn, upload } from '../../api/client.ts';
import { useLanguage } from '../../i18n/language.ts';
import { ErrorNote } from '../../ui/answer.tsx';
import { HelpText } from '../../ui/field.tsx';
import { FileButton } from '../../ui/file-button.tsx';
import { formatCount, formatInstant } from '../../ui/format.ts';
import { FINDINGS_KEY } from './api.ts';
import { useTexts } from './texts.ts';

/** The files of a finding, and the upload of more. */
export function FindingFiles({ id, files }: { id: string; files: FindingDetail['files'] }) {
  const text = useTexts();
  const { language } = useLanguage();
  const { may } = useSession();
  const client = useQueryClient();
  const [error, setError] = useState<Error>();
  const [busy, setBusy] = useState(false);
  const send = async (chosen: File[]): Promise<void> => {
    setError(undefined);
    setBusy(true);
    try {
      await acrossSignIn(() => upload(`findings/${id}/files`, chosen));
    } catch (cause) {
      setError(cause as Error);
    }
    setBusy(false);
    await client.invalidateQueries({ queryKey: FINDINGS_KEY });
  };
  return (
    <section aria-label={text.files}>
      <h3>{text.files}</h3>
      {files.length === 0 && <HelpText>{text.noFiles}</HelpText>}
      <ul>
        {files.map((file) => (
          <li key={file.id}>
            <PersonalDownload href={`/api/v1/findings/${id}/files/${file.id}`}>{file.name}</PersonalDownload>{' '}
            <HelpText>
              {formatCount(Math.ceil(file.bytes / 1024))} KB · {file.by} · {formatInstant(file.at, language)}
            </HelpText>
          </li>
        ))}
      </ul>
      {may('findings.answer') && (
        <FileButton size="small" label={text.attach} disabled={busy} onFiles={(chosen) => void send(chosen)}>
          {text.chooseFiles}
        </FileButton>
      )}
      <p role="status">{busy && text.attaching}</p>
      {error && <ErrorNote error={error} title={text.failed} onRetry={() => setError(undefined)} />}
    </section>
  );
}
