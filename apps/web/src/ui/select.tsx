import type { ComponentProps } from 'react';
import { Field, type FieldProps } from './field.tsx';

export interface Option {
  value: string;
  label: string;
}

interface OptionGroup {
  label: string;
  options: Option[];
}

type SelectProps = FieldProps &
  Omit<ComponentProps<'select'>, keyof FieldProps | 'children'> & {
    options: (Option | OptionGroup)[];
    /** Label of no choice; omitted if one of the options is always chosen. */
    placeholder?: string;
    /** Called with the value, '' for none; `onChange` gets the event. */
    onValue?: (value: string) => void;
  };

/** A native select for short lists; use `Combobox` for long ones. */
export function Select(props: SelectProps) {
  const { label, help, error, hideLabel, id, className, onValue, onChange, options, placeholder, ...select } =
    props;
  return (
    <Field {...{ label, help, error, hideLabel, id, className }}>
      {(control) => (
        <select
          {...select}
          {...control}
          onChange={(event) => {
            onChange?.(event);
            onValue?.(event.target.value);
          }}
        >
          {placeholder !== undefined && <option value="">{placeholder}</option>}
          {options.map((one) =>
            'options' in one
              ? one.options.length > 0 && (
                  <optgroup key={one.label} label={one.label}>
                    {one.options.map(toOption)}
                  </optgroup>
                )
              : toOption(one),
          )}
        </select>
      )}
    </Field>
  );
}

const toOption = ({ value, label }: Option) => (
  <option key={value} value={value}>
    {label}
  </option>
);
