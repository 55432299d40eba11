import type { TaskFileInfo } from '@skill-ledger/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { PersonalDownload, UnmaskButton } from '../../access/purpose.tsx';
import { upload } from '../../api/client.ts';
import { useLanguage } from '../../i18n/language.ts';
import { ErrorNote } from '../../ui/answer.tsx';
import { HelpText } from '../../ui/field.tsx';
import { FileButton } from '../../ui/file-button.tsx';
import { formatCount, formatInstant } from '../../ui/format.ts';
import { TASKS_KEY } from './api.ts';
import { useTexts } from './texts.ts';

interface TaskFilesProps {
  id: string;
  files: TaskFileInfo[];
  mayAttach: boolean;
}

/** What was attached to a task, and the way to attach more. */
export function TaskFiles({ id, files, mayAttach }: TaskFilesProps) {
  const text = useTexts();
  const { language } = useLanguage();
  const client = useQueryClient();
  const [error, setError] = useState<Error>();
  const [busy, setBusy] = useState(false);
  const send = async (chosen: File[]): Promise<void> => {
    setError(undefined);
    setBusy(true);
    try {
      await upload(`tasks/${id}/files`, chosen);
    } catch (cause) {
      setError(cause as Error);
    }
    setBusy(false);
    await client.invalidateQueries({ queryKey: TASKS_KEY });
  };
  return (
    <section aria-label={text.files}>
      <h3>{text.files}</h3>
      {files.length === 0 && <HelpText>{text.noFiles}</HelpText>}
      {files.length > 0 && <UnmaskButton />}
      <ul>
        {files.map((file) => (
          <li key={file.id}>
            <PersonalDownload href={`/api/v1/tasks/${id}/files/${file.id}`}>{file.name}</PersonalDownload>{' '}
            <HelpText>
              {formatCount(Math.ceil(file.bytes / 1024))} KB · {file.by} · {formatInstant(file.at, language)}
            </HelpText>
          </li>
        ))}
      </ul>
      {mayAttach && (
        <FileButton size="small" label={text.attach} disabled={busy} onFiles={(chosen) => void send(chosen)}>
          {text.chooseFiles}
        </FileButton>
      )}
      <p role="status">{busy && text.attaching}</p>
      {error && <ErrorNote error={error} title={text.failed} onRetry={() => setError(undefined)} />}
    </section>
  );
}
