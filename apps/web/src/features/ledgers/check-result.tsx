import { effectText, KIND_LABELS, type LoadOutcome, mendedText } from '@skill-ledger/contracts';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { UnmaskButton } from '../../access/purpose.tsx';
import { useSession } from '../../access/session.tsx';
import { useLanguage } from '../../i18n/language.ts';
import { useWords } from '../../i18n/words.ts';
import { Answer } from '../../ui/answer.tsx';
import { Button } from '../../ui/button.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { HelpText } from '../../ui/field.tsx';
import { formatCount } from '../../ui/format.ts';
import { Notice } from '../../ui/notice.tsx';
import { PageHead } from '../../ui/page.tsx';
import { Section } from '../../ui/section.tsx';
import { AccountTable, sumSheets } from './account-table.tsx';
import { uploadRowsQuery } from './api.ts';
import styles from './check-result.module.css';
import { Entries, Entry } from './entries.tsx';
import marks from './mark.module.css';
import { useTexts } from './texts.ts';
import { Understood } from './understood.tsx';

interface CheckResultProps {
  upload: string;
  outcome: LoadOutcome;
  /** Rows of hidden sheets count. */
  hidden: boolean;
  onHidden: (hidden: boolean) => void;
  /** @param skipUnreadable leaves out files that cannot be read */
  onLoad: (skipUnreadable: boolean) => void;
  onDiscard: () => void;
}

/** The result of the check, before anything is loaded: accounting by sheet, reasons, and the decision. */
export function CheckResult({ upload, outcome, hidden, onHidden, onLoad, onDiscard }: CheckResultProps) {
  const text = useTexts();
  const { say } = useLanguage();
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), []);
  const sum = sumSheets(outcome.files);
  const { mended, effect, unreadable } = outcome;
  const untouched = mended?.untouched ?? 0;
  const good = sum.accepted + sum.unchanged + sum.corrected;
  const nothing = good + sum.quarantined === 0;
  const isUntouched = mended !== null && untouched > 0 && good + sum.quarantined === untouched;
  return (
    <>
      <PageHead
        titleRef={title}
        title={
          nothing
            ? text.upload.nothingRead
            : isUntouched
              ? say(mendedText(mended))
              : text.upload.resultTitle(
                  formatCount(sum.read),
                  formatCount(good),
                  formatCount(sum.quarantined),
                  formatCount(sum.ignored),
                )
        }
        lead={
          <>
            {isUntouched
              ? text.outcome.untouchedDetail
              : outcome.changed || nothing
                ? text.upload.loadKeepsBad
                : text.upload.noChange}
            {outcome.resolved > 0 && ` ${text.upload.resolved(formatCount(outcome.resolved))}`}
          </>
        }
        actions={
          <>
            <Button kind="primary" disabled={!outcome.changed} onClick={() => onLoad(unreadable.length > 0)}>
              {unreadable.length > 0
                ? text.outcome.loadRest(formatCount(outcome.files.length))
                : text.upload.load}
            </Button>
            <Button onClick={onDiscard}>{text.upload.discard}</Button>
          </>
        }
      />
      {unreadable.length > 0 && (
        <Notice tone="bad" role="alert">
          <strong>{text.outcome.unreadable(formatCount(unreadable.length))}</strong>
          <ul className={styles.notes}>
            {unreadable.map((file) => (
              <li key={file.path}>{say(file.text)}</li>
            ))}
          </ul>
          {text.outcome.unreadableDetail}
        </Notice>
      )}
      {mended && mended.changed > 0 && (
        <p>
          <strong>{say(mendedText(mended))}</strong>
        </p>
      )}
      {effect && (
        <p data-part="effect">
          <strong>{say(effectText(effect, false))}</strong>
        </p>
      )}
      <Section id="accounts" title={text.upload.accounts} note={text.upload.accountsNote}>
        <AccountTable files={outcome.files} />
        <SheetNotes files={outcome.files} />
      </Section>
      <Understood files={outcome.files} notRead={outcome.notRead} hidden={hidden} onHidden={onHidden} />
      {outcome.reasons.length > 0 && (
        <Section id="reasons" title={text.upload.reasons}>
          <Entries>
            {outcome.reasons.map((reason) => (
              <Reason
                key={`${reason.kind} ${reason.isWaiting} ${reason.text.zh}`}
                upload={upload}
                reason={reason}
              />
            ))}
          </Entries>
        </Section>
      )}
      {effect && effect.warnings.length > 0 && (
        <Section id="warnings" title={text.outcome.warningsTitle}>
          <Entries>
            {effect.warnings.map(({ kind, text: told, rows }) => (
              <Entry
                key={`${kind} ${told.zh}`}
                name={<strong>{say(KIND_LABELS[kind])}</strong>}
                origin={text.rows(formatCount(rows))}
              >
                <p>{say(told)}</p>
              </Entry>
            ))}
          </Entries>
        </Section>
      )}
    </>
  );
}

/** Notes on sheets beside the numbers. */
function SheetNotes({ files }: { files: LoadOutcome['files'] }) {
  const text = useTexts();
  const shell = useWords();
  const { say } = useLanguage();
  const notes = files.flatMap(({ path, sheets }) =>
    sheets.flatMap(({ sheet, kind, read, nearest, ignoredColumns, understood }) => {
      const where = [path, sheet].filter(Boolean).join(' · ');
      const rows = formatCount(read);
      // A sheet of notes beside a ledger is not worth reporting.
      const beside = nearest === null && sheets.some((other) => other.kind !== null);
      if (kind === null && read > 0 && !beside && !understood.isLeftOut && !understood.report) {
        return nearest
          ? [
              `${where}${shell.colon}${text.upload.nearest(say(KIND_LABELS[nearest.kind]), nearest.missing.join(shell.comma), rows)}`,
            ]
          : [`${where}${shell.colon}${text.upload.unknownSheet(rows)}`];
      }
      return ignoredColumns.length > 0
        ? [`${where}${shell.colon}${text.upload.ignoredColumns(ignoredColumns.join(shell.comma))}`]
        : [];
    }),
  );
  if (notes.length === 0) return null;
  return (
    <ul className={styles.notes}>
      {notes.map((note) => (
        <li key={note}>{note}</li>
      ))}
    </ul>
  );
}

function Reason({ upload, reason }: { upload: string; reason: LoadOutcome['reasons'][number] }) {
  const text = useTexts();
  const { say } = useLanguage();
  const [open, setOpen] = useState(false);
  const rows = formatCount(reason.rows);
  return (
    <Entry name={<strong>{say(KIND_LABELS[reason.kind])}</strong>} origin={text.rows(rows)}>
      <p>{say(reason.text)}</p>
      {reason.isWaiting && (
        <p>
          <HelpText>{text.outcome.waiting}</HelpText>
        </p>
      )}
      <Button kind="link" aria-expanded={open} onClick={() => setOpen(!open)}>
        {open ? text.upload.hideRows : text.upload.showRows(rows)}
      </Button>
      {open && <ReasonRows upload={upload} reason={reason} />}
    </Entry>
  );
}

function ReasonRows({ upload, reason }: { upload: string; reason: LoadOutcome['reasons'][number] }) {
  const text = useTexts();
  const { say } = useLanguage();
  const { purpose } = useSession();
  const rows = useQuery(uploadRowsQuery(upload, reason, purpose?.text));
  return (
    <Answer query={rows} height={160}>
      {({ total, rows: found, columns }) => {
        const fields = columns.filter(({ kind }) => kind === reason.kind);
        const failing = (row: (typeof found)[number]) => new Set(row.reasons.map(({ field }) => field));
        return (
          <>
            <UnmaskButton />
            <DataTable
              caption={say(reason.text)}
              rows={found}
              rowKey={({ id }) => id}
              columns={[
                {
                  key: 'file',
                  header: text.file,
                  align: 'start',
                  cell: ({ file, sheet }) => [file, sheet].filter(Boolean).join(' · '),
                },
                { key: 'row', header: text.row, cell: ({ row }) => row },
                {
                  key: 'who',
                  header: text.queue.who,
                  align: 'start',
                  cell: ({ who }) =>
                    who
                      .filter(({ label }) => !fields.some((field) => field.label === label))
                      .map(({ value }) => value)
                      .join(' · '),
                },
                ...fields.map(({ field, label }) => ({
                  key: field,
                  header: label,
                  align: 'start' as const,
                  cell: (row: (typeof found)[number]) => {
                    const value = row.cells[field] ?? '';
                    return failing(row).has(field) ? (
                      <mark className={marks.mark}>▲ {value || text.quarantine.emptyCell}</mark>
                    ) : (
                      value
                    );
                  },
                })),
              ]}
            />
            {found.length < total && (
              <HelpText>{text.upload.firstRows(formatCount(found.length), formatCount(total))}</HelpText>
            )}
          </>
        );
      }}
    </Answer>
  );
}
