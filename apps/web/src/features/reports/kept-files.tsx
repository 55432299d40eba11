import type { ReportDetail } from '@skill-ledger/contracts';
import { useState } from 'react';
import { useSession } from '../../access/session.tsx';
import { order } from '../../api/client.ts';
import { ErrorNote } from '../../ui/answer.tsx';
import { Button } from '../../ui/button.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { formatCount } from '../../ui/format.ts';
import { Notice } from '../../ui/notice.tsx';
import { Section } from '../../ui/section.tsx';
import { useTexts } from './texts.ts';
import { useSteps } from './use-steps.ts';

/** The files of a final report with their checksums, and a button to restore them. */
export function KeptFiles({ report: { id, files } }: { report: ReportDetail }) {
  const text = useTexts();
  const { may } = useSession();
  const { run, busy, error, clearError } = useSteps();
  const [restored, setRestored] = useState(false);
  const restore = async (): Promise<void> =>
    setRestored(await run(() => order('POST', `reports/${id}/restore`)));
  return (
    <Section
      id="files"
      title={text.files}
      actions={
        may('reports.finalise') && (
          <Button size="small" disabled={busy} onClick={() => void restore()}>
            {text.restore}
          </Button>
        )
      }
    >
      {error && <ErrorNote error={error} title={text.failed} onRetry={clearError} />}
      {restored && <Notice>{text.restored}</Notice>}
      <DataTable
        caption={text.files}
        rows={files}
        rowKey={({ format }) => format}
        columns={[
          { key: 'format', header: text.format, cell: ({ format }) => text.formats[format] },
          { key: 'bytes', header: text.bytes, cell: ({ bytes }) => formatCount(bytes) },
          { key: 'sha256', header: text.sha256, align: 'start', cell: ({ sha256 }) => <code>{sha256}</code> },
        ]}
      />
    </Section>
  );
}
