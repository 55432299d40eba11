import { useLanguage } from '../../i18n/language.ts';
import { Checkbox } from '../../ui/checkbox.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { Section } from '../../ui/section.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { usePreviewTexts } from './preview-texts.ts';
import { type Draft, weightsOf, withCap, withIndicator } from './scheme-draft.ts';
import { useTexts } from './texts.ts';

interface DraftTableProps {
  draft: Draft;
  onChange: (draft: Draft) => void;
}

/** Editable weights, targets and caps of a draft. */
export function DraftTable({ draft, onChange }: DraftTableProps) {
  const texts = useTexts();
  const text = usePreviewTexts();
  const { say } = useLanguage();
  const sum = weightsOf(draft);
  return (
    <Section id="draft" title={sum === '100' ? text.weights(sum) : text.weightsOff(sum)}>
      <DataTable
        tall
        caption={texts.scheme}
        rows={draft.indicators}
        rowKey={({ id }) => id}
        columns={[
          { key: 'name', header: texts.indicator, cell: ({ name }) => say(name) },
          ...(['weight', 'target'] as const).map((field) => ({
            key: field,
            header: texts[field],
            cell: ({ id, name, [field]: value }: Draft['indicators'][number]) => (
              <TextField
                label={`${say(name)} ${texts[field]}`}
                hideLabel
                inputMode="decimal"
                size={6}
                value={value}
                onValue={(next) => onChange(withIndicator(draft, id, { [field]: next.trim() }))}
              />
            ),
          })),
        ]}
      />
      <h3>{text.caps}</h3>
      {draft.caps.map(({ id, active, from, below, atMost }) => (
        <Checkbox key={id} checked={active} onChange={(checked) => onChange(withCap(draft, id, checked))}>
          {text.cap(from, below, atMost)}
        </Checkbox>
      ))}
    </Section>
  );
}
