import type { UnitTrace } from '@skill-ledger/contracts';
import { useLanguage } from '../../i18n/language.ts';
import { useFormTexts } from './form-texts.ts';

/** Id of the control of a form's field, for links in summaries. */
export const fieldId = (field: string): string => `field-${field.replace('.', '-')}`;

/** Labels of fields. */
export function useFieldNames({ indicators }: UnitTrace): (field: string) => string {
  const text = useFormTexts();
  const { say } = useLanguage();
  return (field) => {
    if (field === 'goals' || field === 'achievements') return text[field];
    const [id, part] = field.split('.');
    const name = indicators.find((one) => one.id === id)?.name;
    const label = part === 'self' || part === 'reason' || part === 'deviation' ? text[part] : '';
    return name ? `${say(name)} · ${label}` : field;
  };
}
