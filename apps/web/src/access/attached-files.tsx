import { type ReactNode, useState } from 'react';
import { acrossSignIn, upload } from '../api/client.ts';
import { useLanguage } from '../i18n/language.ts';
import { ErrorNote } from '../ui/answer.tsx';
import { HelpText } from '../ui/field.tsx';
import { FileButton } from '../ui/file-button.tsx';
import { formatCount, formatInstant } from '../ui/format.ts';
import { PersonalDownload } from './purpose.tsx';

interface AttachedFilesProps {
  /** Path for uploads; a file is fetched below it, by its id. */
  path: string;
  files: { id: string; name: string; bytes: number; by: string; at: string }[];
  mayAttach: boolean;
  texts: {
    files: string;
    noFiles: string;
    attach: string;
    chooseFiles: string;
    attaching: string;
    failed: string;
  };
  /** A button to unmask the names, if the page has none elsewhere. */
  unmask?: ReactNode;
  /** Refetches the subject of the files. */
  onAttached: () => Promise<void>;
}

/** Attached files, with a button to attach more. */
export function AttachedFiles({
  path,
  files,
  mayAttach,
  texts: text,
  unmask,
  onAttached,
}: AttachedFilesProps) {
  const { language } = useLanguage();
  const [error, setError] = useState<Error>();
  const [busy, setBusy] = useState(false);
  const send = async (chosen: File[]): Promise<void> => {
    setError(undefined);
    setBusy(true);
    try {
      await acrossSignIn(() => upload(path, chosen));
    } catch (cause) {
      setError(cause as Error);
    }
    setBusy(false);
    await onAttached();
  };
  return (
    <section aria-label={text.files}>
      <h3>{text.files}</h3>
      {files.length === 0 && <HelpText>{text.noFiles}</HelpText>}
      {files.length > 0 && unmask}
      <ul>
        {files.map((file) => (
          <li key={file.id}>
            <PersonalDownload href={`/api/v1/${path}/${file.id}`}>{file.name}</PersonalDownload>{' '}
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
