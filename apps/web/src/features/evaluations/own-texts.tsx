import { TEXT_FIELDS } from '@skill-ledger/contracts';
import { useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { HelpText } from '../../ui/field.tsx';
import { Section } from '../../ui/section.tsx';
import { TextArea } from '../../ui/text-field.tsx';
import { ConflictNote } from './conflict-note.tsx';
import { fieldId } from './field-names.ts';
import { useFormTexts } from './form-texts.ts';
import type { Autosave } from './use-autosave.ts';

interface OwnTextsProps {
  /** Text composed from the ledgers. */
  composed: { goals: string; achievements: string };
  autosave: Autosave;
}

/** 预期目标 and 实际完成情况: composed from the ledgers, or written by the unit. */
export function OwnTexts({ composed, autosave }: OwnTextsProps) {
  const text = useFormTexts();
  // A text that the user has cleared stays open.
  const [rewriting, setRewriting] = useState<Partial<Record<string, boolean>>>({});
  const rewrite = (field: string, to: string): void => {
    setRewriting((old) => ({ ...old, [field]: to !== '' }));
    autosave.type(field, to);
  };
  return (
    <Section id="own-texts" title={text.sections.own}>
      {TEXT_FIELDS.map((field) => {
        const own = autosave.values[field];
        return own === undefined && !rewriting[field] ? (
          <div key={field}>
            <h3>{text[field]}</h3>
            <p>{composed[field]}</p>
            <HelpText>{text.composedHelp}</HelpText>{' '}
            <Button kind="link" size="small" onClick={() => rewrite(field, composed[field])}>
              {text.rewrite}
              <span className="visually-hidden">{text[field]}</span>
            </Button>
          </div>
        ) : (
          <div key={field}>
            <TextArea
              id={fieldId(field)}
              label={text[field]}
              rows={5}
              maxLength={2000}
              value={own ?? ''}
              onValue={(to) => {
                setRewriting((old) => ({ ...old, [field]: true }));
                autosave.type(field, to);
              }}
            />
            <ConflictNote autosave={autosave} field={field} />
            <Button kind="link" size="small" onClick={() => rewrite(field, '')}>
              {text.useComposed}
            </Button>
          </div>
        );
      })}
    </Section>
  );
}
