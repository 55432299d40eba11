import {
  AcknowledgeRequest,
  KIND_LABELS,
  type WarningRow,
  type WarningsAnswer,
} from '@skill-ledger/contracts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { z } from 'zod';
import { UnmaskButton } from '../../access/purpose.tsx';
import { useSession } from '../../access/session.tsx';
import { useDraft } from '../../access/use-draft.ts';
import { order } from '../../api/client.ts';
import { isEmpty } from '../../api/queries.ts';
import { useLanguage } from '../../i18n/language.ts';
import { useWords } from '../../i18n/words.ts';
import { Answer } from '../../ui/answer.tsx';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { HelpText } from '../../ui/field.tsx';
import { FieldRow, Form } from '../../ui/form.tsx';
import { formatCount, formatInstant } from '../../ui/format.ts';
import { Actions, Filters, PageHead } from '../../ui/page.tsx';
import { Pager } from '../../ui/pager.tsx';
import { Select } from '../../ui/select.tsx';
import { StepBar } from '../../ui/step-bar.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useForm } from '../../ui/use-form.ts';
import { PAGE_ROWS, warningsQuery } from './api.ts';
import { Entries, Entry } from './entries.tsx';
import { NothingYet } from './nothing-yet.tsx';
import { useTexts } from './texts.ts';
import { Cells } from './who.tsx';

/** 提示: accepted rows with anomalies, acknowledged with a comment. */
export function WarningsPage() {
  const text = useTexts();
  const { code, show, offset } = useSearch({ from: '/ledgers/warnings' });
  const navigate = useNavigate({ from: '/ledgers/warnings' });
  const { purpose } = useSession();
  const answer = useQuery(warningsQuery({ code, show, offset }, purpose?.text));
  const [chosen, setChosen] = useState<string[]>([]);
  if (isEmpty(answer.error)) return <NothingYet />;
  return (
    <Answer query={answer} height={480}>
      {(data) => (
        <>
          <PageHead
            title={
              data.total === 0
                ? text.warnings.none
                : show === 'all'
                  ? text.warnings.titleAll(formatCount(data.total), formatCount(openOf(data.counts, code)))
                  : text.warnings.title(formatCount(data.total))
            }
            lead={text.warnings.lead}
            actions={data.rows.length > 0 && <UnmaskButton />}
          />
          <WarningFilters counts={data.counts} code={code} show={show} />
          <List rows={data.rows} chosen={chosen} onChoose={setChosen} />
          <Pager
            offset={Number(offset ?? 0)}
            shown={data.rows.length}
            total={data.total}
            size={PAGE_ROWS}
            onGo={(to) =>
              void navigate({ search: (old) => ({ ...old, offset: to > 0 ? String(to) : undefined }) })
            }
          />
          {chosen.length > 0 && <Acknowledge ids={chosen} onEnd={() => setChosen([])} />}
        </>
      )}
    </Answer>
  );
}

/** Unacknowledged warnings, optionally of one code. */
const openOf = (counts: WarningsAnswer['counts'], code: string | undefined): number =>
  counts
    .filter((count) => code === undefined || count.code === code)
    .reduce((sum, { warnings, acknowledged }) => sum + warnings - acknowledged, 0);

interface FiltersProps {
  counts: WarningsAnswer['counts'];
  code: string | undefined;
  show: string | undefined;
}

function WarningFilters({ counts, code, show }: FiltersProps) {
  const text = useTexts();
  const messages = useWords();
  const navigate = useNavigate({ from: '/ledgers/warnings' });
  const choose = (change: { code?: string | undefined; show?: string | undefined }) =>
    void navigate({ search: (old) => ({ ...old, offset: undefined, ...change }) });
  return (
    <Filters label={messages.filters}>
      <Select
        label={text.warnings.all}
        hideLabel
        placeholder={text.warnings.all}
        options={counts.map((count) => ({
          value: count.code,
          label: `${count.code} ${text.checks[count.code] ?? ''} · ${text.rows(formatCount(count.warnings - count.acknowledged))}`,
        }))}
        value={code ?? ''}
        onValue={(value) => choose({ code: value || undefined })}
      />
      <Select
        label={text.warnings.show}
        hideLabel
        placeholder={text.warnings.open}
        options={[{ value: 'all', label: text.warnings.both }]}
        value={show ?? ''}
        onValue={(value) => choose({ show: value || undefined })}
      />
    </Filters>
  );
}

interface ListProps {
  rows: WarningRow[];
  chosen: string[];
  onChoose: (ids: string[]) => void;
}

function List({ rows, chosen, onChoose }: ListProps) {
  const text = useTexts();
  const { say, language } = useLanguage();
  const { may } = useSession();
  const open = rows.filter(({ acknowledged }) => acknowledged === null);
  return (
    <>
      {may('ledgers.load') && open.length > 1 && (
        <Actions>
          <Button kind="link" onClick={() => onChoose(open.map(({ id }) => id))}>
            {text.warnings.chooseAll}
          </Button>
          {chosen.length > 0 && (
            <Button kind="link" onClick={() => onChoose([])}>
              {text.warnings.chooseNone}
            </Button>
          )}
        </Actions>
      )}
      <Entries>
        {rows.map((row) => {
          const origin = [row.file, row.sheet, text.rowNumber(String(row.row))].filter(Boolean).join(' · ');
          const name = <strong>{say(KIND_LABELS[row.kind])}</strong>;
          return (
            <Entry
              key={row.id}
              name={
                row.acknowledged === null && may('ledgers.load') ? (
                  <Checkbox
                    checked={chosen.includes(row.id)}
                    aria-label={text.warnings.choose(origin)}
                    onChange={(checked) =>
                      onChoose(checked ? [...chosen, row.id] : chosen.filter((id) => id !== row.id))
                    }
                  >
                    {name}
                  </Checkbox>
                ) : (
                  name
                )
              }
              origin={origin}
            >
              <Cells cells={row.who} label={text.queue.who} />
              <p>
                {say(row.text)}
                {row.compared !== null && <strong> {row.compared}</strong>}
              </p>
              {row.compared === null && <Cells cells={row.cells} />}
              {row.acknowledged && (
                <HelpText>
                  ✓{' '}
                  {text.warnings.said(
                    row.acknowledged.comment,
                    row.acknowledged.by ?? text.batches.unknownUser,
                    formatInstant(row.acknowledged.at, language),
                  )}
                </HelpText>
              )}
            </Entry>
          );
        })}
      </Entries>
    </>
  );
}

const Comment = AcknowledgeRequest.pick({ comment: true });

/** One comment for all selected warnings. */
function Acknowledge({ ids, onEnd }: { ids: string[]; onEnd: () => void }) {
  const text = useTexts();
  const client = useQueryClient();
  const [comment, setComment] = useDraft('warnings', '', z.string().parse);
  const form = useForm({
    schema: Comment,
    values: { comment },
    labels: { comment: text.warnings.comment },
    onChange: (values) => setComment(values.comment),
    onSubmit: async (values) => {
      await order('POST', 'warnings/acknowledge', { ids, ...values });
      setComment('');
      onEnd();
      await client.invalidateQueries({ queryKey: ['ledgers', 'warnings'] });
    },
  });
  return (
    <StepBar>
      <Form form={form.form} wide>
        <FieldRow>
          <TextField {...form.field('comment')} />
        </FieldRow>
        <Actions>
          <strong>{text.warnings.chosen(formatCount(ids.length))}</strong>
          <Button type="submit" kind="primary" disabled={form.busy}>
            {text.warnings.acknowledge}
          </Button>
          <Button onClick={onEnd}>{text.cancel}</Button>
        </Actions>
      </Form>
    </StepBar>
  );
}
