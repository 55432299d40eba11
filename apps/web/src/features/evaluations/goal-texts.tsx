import { type FormDetail, TEXT_FIELDS } from '@skill-ledger/contracts';
import { Section } from '../../ui/section.tsx';
import { useFormTexts } from './form-texts.ts';

/** 预期目标 and 实际完成情况 as they stand. */
export function GoalTexts({ detail: { values, composed } }: { detail: FormDetail }) {
  const text = useFormTexts();
  return (
    <Section id="own-texts" title={text.sections.own}>
      {TEXT_FIELDS.map((field) => (
        <div key={field}>
          <h3>{text[field]}</h3>
          <p>{values[field] || composed[field]}</p>
        </div>
      ))}
    </Section>
  );
}
