import { type FormCheck, type FormValues, type IndicatorTrace, selfPoints } from '@skill-ledger/contracts';
import { useLanguage } from '../../i18n/language.ts';
import { TextArea, TextField } from '../../ui/text-field.tsx';
import { ConflictNote } from './conflict-note.tsx';
import { fieldId } from './field-names.ts';
import { useReviewTexts } from './review-texts.ts';
import type { Autosave } from './use-autosave.ts';

interface OpinionFieldsProps {
  one: IndicatorTrace;
  /** The unit's. */
  values: FormValues;
  autosave: Autosave;
  checks: FormCheck[];
}

/** Points and reason of a bureau for one of its indicators. */
export function OpinionFields({ one, values, autosave, checks }: OpinionFieldsProps) {
  const text = useReviewTexts();
  const { say } = useLanguage();
  const [points, opinion] = [`${one.id}.points`, `${one.id}.text`];
  const errorOf = (code: FormCheck['code']): string | undefined => {
    const found = checks.find((check) => check.field === one.id && check.code === code);
    return found && say(found.text);
  };
  return (
    <>
      <TextField
        id={fieldId(points)}
        label={text.points}
        help={text.pointsHelp(selfPoints(one, values) ?? '')}
        value={autosave.values[points] ?? ''}
        error={errorOf('points')}
        inputMode="decimal"
        maxLength={10}
        onValue={(to) => autosave.type(points, to)}
      />
      <ConflictNote autosave={autosave} field={points} />
      <TextArea
        id={fieldId(opinion)}
        label={text.opinion}
        help={text.opinionHelp}
        value={autosave.values[opinion] ?? ''}
        error={errorOf('opinion')}
        maxLength={1000}
        onValue={(to) => autosave.type(opinion, to)}
      />
      <ConflictNote autosave={autosave} field={opinion} />
    </>
  );
}
