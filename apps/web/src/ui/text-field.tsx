import type { ComponentProps } from 'react';
import { Field, type FieldProps } from './field.tsx';

type TextFieldProps = FieldProps &
  Omit<ComponentProps<'input'>, keyof FieldProps> & {
    /** Called with the text; `onChange` gets the event. */
    onValue?: (value: string) => void;
    /** Suggested values; others may be typed. */
    suggestions?: string[];
  };

/** One line of text. */
export function TextField(props: TextFieldProps) {
  const {
    label,
    help,
    error,
    hideLabel,
    id,
    className,
    onValue,
    onChange,
    suggestions = [],
    ...input
  } = props;
  return (
    <Field {...{ label, help, error, hideLabel, id, className }}>
      {(control) => (
        <>
          <input
            autoComplete="off"
            list={suggestions.length > 0 ? `${control.id}-list` : undefined}
            {...input}
            {...control}
            onChange={(event) => {
              onChange?.(event);
              onValue?.(event.target.value);
            }}
          />
          {suggestions.length > 0 && (
            <datalist id={`${control.id}-list`}>
              {suggestions.map((one) => (
                <option key={one} value={one} />
              ))}
            </datalist>
          )}
        </>
      )}
    </Field>
  );
}

type TextAreaProps = FieldProps &
  Omit<ComponentProps<'textarea'>, keyof FieldProps> & { onValue?: (value: string) => void };

/** Text of several lines. */
export function TextArea(props: TextAreaProps) {
  const { label, help, error, hideLabel, id, className, onValue, onChange, ...area } = props;
  return (
    <Field {...{ label, help, error, hideLabel, id, className }}>
      {(control) => (
        <textarea
          rows={2}
          {...area}
          {...control}
          onChange={(event) => {
            onChange?.(event);
            onValue?.(event.target.value);
          }}
        />
      )}
    </Field>
  );
}
