import { useNames, useProgramme } from '../../programme/programme.tsx';
import { Field } from '../../ui/field.tsx';
import { MultiSelect } from '../../ui/multi-select.tsx';
import { useTexts } from './texts.ts';

interface UnitChoiceProps {
  chosen: string[];
  onChange: (units: string[]) => void;
}

const KINDS = { departments: 'department', towns: 'town' } as const;

/** Departments and towns, several at once. */
export function UnitChoice({ chosen, onChange }: UnitChoiceProps) {
  const { give, clear } = useTexts();
  const { units } = useProgramme();
  const names = useNames();
  return (
    <Field label={give.units}>
      {() => (
        <MultiSelect
          label={give.chooseUnits}
          summary={give.chosen(chosen.length)}
          clearLabel={clear}
          groups={(['departments', 'towns'] as const).map((group) => {
            const own = units.filter(({ kind }) => kind === KINDS[group]).map(({ name }) => name);
            const others = chosen.filter((name) => !own.includes(name));
            return {
              label: give[group],
              options: own.map((name) => ({ value: name, label: names(name) })),
              chosen: chosen.filter((name) => own.includes(name)),
              onChange: (picked: string[]) => onChange([...others, ...picked]),
            };
          })}
        />
      )}
    </Field>
  );
}
