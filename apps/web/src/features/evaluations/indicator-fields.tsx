import {
  type FormCheck,
  type FormResult,
  fieldOf,
  hundredths,
  type IndicatorTrace,
  ratingBands,
  ratingOf,
} from '@skill-ledger/contracts';
import { useState } from 'react';
import { useLanguage } from '../../i18n/language.ts';
import { Button } from '../../ui/button.tsx';
import { TextArea, TextField } from '../../ui/text-field.tsx';
import { ConflictNote } from './conflict-note.tsx';
import { fieldId } from './field-names.ts';
import { useFormTexts } from './form-texts.ts';
import { Score, ThreeScores } from './indicator-card.tsx';
import { Opinions } from './opinions.tsx';
import type { Autosave } from './use-autosave.ts';

const MOST_LETTERS = 2000;

interface IndicatorFieldsProps {
  one: IndicatorTrace;
  autosave: Autosave;
  checks: FormCheck[];
  /** Whether missing fields are marked: after the first attempt to hand in. */
  showsMissing: boolean;
  /** Of the last return. */
  result: FormResult | null;
}

/** Fields of a unit for an indicator; only required ones are expanded. */
export function IndicatorFields({ one, autosave, checks, showsMissing, result }: IndicatorFieldsProps) {
  const text = useFormTexts();
  const { say } = useLanguage();
  const { values, type } = autosave;
  const [self, reason, deviation] = (['self', 'reason', 'deviation'] as const).map((part) =>
    fieldOf(one.id, part),
  ) as [string, string, string];
  const [explaining, setExplaining] = useState(false);
  const errorOf = (field: string): string | undefined => {
    const found = checks.find((check) => check.field === field && check.severity !== 'flag');
    return found && (found.severity === 'refused' || showsMissing) ? say(found.text) : undefined;
  };
  const differs =
    !one.ratings && hundredths(values[self] ?? one.points ?? '') !== hundredths(one.points ?? '');
  const rating = ratingOf(one, values[self]);
  const isShort = rating !== null && rating.zh !== one.ratings?.[0]?.zh;
  const mustExplain = isShort || one.standing === 'short' || one.standing === 'farExceeded';
  const explains =
    mustExplain || one.standing === 'exceeded' || explaining || (values[deviation] ?? '') !== '';
  const field = (name: string) => ({
    id: fieldId(name),
    value: values[name] ?? '',
    error: errorOf(name),
    onValue: (to: string) => type(name, to),
  });
  return (
    <>
      <ThreeScores
        system={one.ratings ? '—' : one.points}
        self={
          <>
            <TextField
              {...field(self)}
              label={text.self}
              help={
                one.ratings
                  ? [say(ratingBands(one)), rating && say(rating)].filter(Boolean).join(' → ')
                  : text.selfHelp(one.points ?? '')
              }
              inputMode="decimal"
              maxLength={10}
            />
            <ConflictNote autosave={autosave} field={self} />
          </>
        }
        {...(result && { review: <Score label={text.review} points={result.points[one.id]} /> })}
      />
      <Opinions result={result} indicator={one.id} />
      {(differs || values[reason] !== undefined) && (
        <>
          <TextArea {...field(reason)} label={text.reason} help={text.reasonHelp} maxLength={MOST_LETTERS} />
          <ConflictNote autosave={autosave} field={reason} />
        </>
      )}
      {explains ? (
        <>
          <TextArea
            {...field(deviation)}
            label={text.deviation}
            help={
              isShort
                ? text.deviationHelp.short
                : one.standing === 'short' || one.standing === 'farExceeded'
                  ? text.deviationHelp[one.standing]
                  : text.deviationHelp.other
            }
            maxLength={MOST_LETTERS}
          />
          <ConflictNote autosave={autosave} field={deviation} />
        </>
      ) : (
        <div>
          <Button kind="link" size="small" onClick={() => setExplaining(true)}>
            {text.addDeviation}
          </Button>
        </div>
      )}
    </>
  );
}
