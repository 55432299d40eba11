import type { FormSummary } from '@skill-ledger/contracts';
import { Link } from '@tanstack/react-router';
import { useLanguage } from '../../i18n/language.ts';
import { useNames } from '../../programme/programme.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { type DataColumn, DataTable } from '../../ui/data-table.tsx';
import { formatDay, formatInstant } from '../../ui/format.ts';
import { Flags, StateMark } from './state-mark.tsx';
import { useTexts } from './texts.ts';

interface FormTableProps {
  forms: FormSummary[];
  /** Selected forms; omitted if no bulk action is available. */
  ids?: ReadonlySet<string>;
  onChoose?: (ids: ReadonlySet<string>) => void;
}

const points = (value: string | null): number | undefined => (value === null ? undefined : Number(value));

/** The forms of a period with the three scores side by side. */
export function FormTable({ forms, ids, onChoose }: FormTableProps) {
  const text = useTexts();
  const { language } = useLanguage();
  const names = useNames();
  const { columns } = text;
  const toggle = (id: string, checked: boolean): void => {
    const next = new Set(ids);
    if (checked) next.add(id);
    else next.delete(id);
    onChoose?.(next);
  };
  const choice: DataColumn<FormSummary>[] =
    ids && onChoose
      ? [
          {
            key: 'choose',
            header: (
              <Checkbox
                aria-label={columns.choose}
                checked={forms.length > 0 && forms.every(({ id }) => ids.has(id))}
                onChange={(checked) => onChoose(new Set(checked ? forms.map(({ id }) => id) : []))}
              />
            ),
            align: 'start',
            cell: ({ id, unit }) => (
              <Checkbox
                aria-label={`${columns.choose} ${names(unit)}`}
                checked={ids.has(id)}
                onChange={(checked) => toggle(id, checked)}
              />
            ),
          },
        ]
      : [];
  return (
    <DataTable
      tall
      caption={text.desk.list}
      rows={forms}
      rowKey={({ id }) => id}
      columns={[
        {
          key: 'unit',
          header: columns.unit,
          sort: ({ unit }) => unit,
          cell: ({ id, unit }) => (
            <Link to="/evaluations/forms/$form" params={{ form: id }} search={({ lang }) => ({ lang })}>
              {names(unit)}
            </Link>
          ),
        },
        ...choice,
        {
          key: 'state',
          header: columns.state,
          align: 'start',
          sort: ({ state }) => state,
          cell: ({ state }) => <StateMark state={state} />,
        },
        {
          key: 'flags',
          header: columns.flags,
          align: 'start',
          cell: ({ flags }) => <Flags flags={flags} />,
        },
        {
          key: 'finished',
          header: columns.finished,
          align: 'start',
          cell: ({ finished }) => finished.map((role) => text.bureaus[role]).join(text.comma) || '—',
        },
        {
          key: 'system',
          header: columns.system,
          sort: ({ systemTotal }) => points(systemTotal),
          cell: ({ systemTotal }) => systemTotal ?? text.notEvaluated,
        },
        {
          key: 'self',
          header: columns.self,
          sort: ({ selfTotal }) => points(selfTotal),
          cell: ({ selfTotal }) => selfTotal ?? '—',
        },
        {
          key: 'review',
          header: columns.review,
          sort: ({ reviewTotal }) => points(reviewTotal),
          cell: ({ reviewTotal, grade }) =>
            reviewTotal ? `${reviewTotal} ${text.grades[grade ?? ''] ?? grade}` : '—',
        },
        {
          key: 'due',
          header: columns.due,
          sort: ({ dueOn }) => dueOn,
          cell: ({ dueOn }) => formatDay(dueOn, language),
        },
        {
          key: 'submitted',
          header: columns.submitted,
          sort: ({ submittedAt }) => submittedAt ?? undefined,
          cell: ({ submittedAt }) => (submittedAt ? formatInstant(submittedAt, language) : '—'),
        },
      ]}
    />
  );
}
