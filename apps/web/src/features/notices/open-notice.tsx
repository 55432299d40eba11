import {
  dayInShanghai,
  NOTICE_SCOPE_LABELS,
  type NoticeChoice,
  NoticeOpened,
  type NoticePreview,
  OpenNoticeRequest,
} from '@skill-ledger/contracts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { z } from 'zod';
import { send } from '../../api/client.ts';
import { useLanguage } from '../../i18n/language.ts';
import { ErrorNote } from '../../ui/answer.tsx';
import { Button } from '../../ui/button.tsx';
import { Combobox } from '../../ui/combobox.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import DatePicker from '../../ui/date-picker.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Form } from '../../ui/form.tsx';
import { formatCount, formatDay } from '../../ui/format.ts';
import { formatYuan } from '../../ui/money.ts';
import { Notice } from '../../ui/notice.tsx';
import { Actions } from '../../ui/page.tsx';
import { useForm } from '../../ui/use-form.ts';
import { NOTICES_KEY, previewQuery } from './api.ts';
import { useTexts } from './texts.ts';

const keyOf = ({ kind, value }: NoticeChoice): string => `${kind} ${value}`;

/** Scope and first day of a notice, with a preview. */
export function OpenNotice({ choices, onClose }: { choices: NoticeChoice[]; onClose: () => void }) {
  const { open: text, cancel } = useTexts();
  const { say } = useLanguage();
  const client = useQueryClient();
  const navigate = useNavigate();
  const choiceOf = (key: string): NoticeChoice | undefined => choices.find((one) => keyOf(one) === key);
  const form = useForm({
    schema: z.object({ scope: z.string().min(1), startsOn: OpenNoticeRequest.shape.startsOn.unwrap() }),
    values: { scope: '', startsOn: dayInShanghai() },
    labels: { scope: text.scope, startsOn: text.startsOn },
    onSubmit: async ({ scope, startsOn }) => {
      const { kind, value } = choiceOf(scope) ?? {};
      const { id } = await send('POST', 'notices', NoticeOpened, { scope: { kind, value }, startsOn });
      await client.invalidateQueries({ queryKey: NOTICES_KEY });
      await navigate({
        to: '/releases/notices/$notice',
        params: { notice: id },
        search: ({ lang }) => ({ lang }),
      });
    },
  });
  const chosen = choiceOf(String(form.watch('scope')));
  const startsOn = String(form.watch('startsOn'));
  const preview = useQuery(previewQuery(chosen, startsOn));
  return (
    <Form form={form.form} title={text.title} framed>
      {choices.length === 0 && <Notice>{text.nothing}</Notice>}
      <Combobox
        {...form.control('scope')}
        placeholder={text.choose}
        emptyText={text.empty}
        options={choices.map((one) => ({
          value: keyOf(one),
          label: text.option(say(NOTICE_SCOPE_LABELS[one.kind]), one.value, formatCount(one.payouts)),
        }))}
      />
      <DatePicker {...form.control('startsOn')} min={dayInShanghai()} help={text.startsOnHelp} />
      <div role="status">
        {chosen && preview.isError && (
          <ErrorNote error={preview.error} onRetry={() => void preview.refetch()} />
        )}
        {chosen && preview.data && <Preview preview={preview.data} />}
      </div>
      <Actions>
        <Button type="submit" kind="primary" disabled={form.busy}>
          {text.submit}
        </Button>
        <Button onClick={onClose}>{cancel}</Button>
      </Actions>
    </Form>
  );
}

function Preview({ preview }: { preview: NoticePreview }) {
  const { open: text } = useTexts();
  const { language, say } = useLanguage();
  const { refused, endsOn, days, clause, rows, persons, amount, shownBefore, sample } = preview;
  return (
    <>
      {refused && <Notice tone="bad">{say(refused)}</Notice>}
      <Facts
        facts={[
          [text.until, endsOn && `${formatDay(endsOn, language)} · ${text.days(days, clause)}`],
          [text.rows, formatCount(rows)],
          [text.persons, formatCount(persons)],
          [text.amount, formatYuan(amount)],
        ]}
      />
      {shownBefore > 0 && <Notice>{text.shownBefore(formatCount(shownBefore))}</Notice>}
      {sample.length > 0 && (
        <DataTable
          tall
          caption={text.sample}
          rows={sample}
          rowKey={({ payout }) => payout}
          columns={[
            { key: 'name', header: text.preview, cell: ({ name, idNumber }) => `${name} ${idNumber}` },
            {
              key: 'class',
              header: text.scope,
              align: 'start',
              cell: (row) => `${row.class} ${row.className}`,
            },
            { key: 'amount', header: text.amount, cell: (row) => formatYuan(row.amount) },
          ]}
        />
      )}
    </>
  );
}
