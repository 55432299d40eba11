import {
  Button,
  ComboBox,
  FieldError,
  Input,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  Text,
} from 'react-aria-components';
import { AriaLanguage } from './aria.tsx';
import styles from './combobox.module.css';
import field from './field.module.css';
import { ErrorText, type FieldProps } from './field.tsx';
import type { Option } from './select.tsx';

interface ComboboxProps extends FieldProps {
  options: Option[];
  /** '' for none. */
  value: string;
  onChange: (value: string) => void;
  placeholder?: string;
  required?: boolean;
  /** Accepts typed values that are not in the list. */
  allowsOther?: boolean;
  /** Shown if no option matches the input. */
  emptyText?: string;
}

/** A choice from a long list, filtered by typing. */
export function Combobox(props: ComboboxProps) {
  const {
    label,
    help,
    error,
    hideLabel,
    id,
    className,
    options,
    value,
    onChange,
    allowsOther = false,
  } = props;
  const chosen = options.find((option) => option.value === value);
  return (
    <AriaLanguage>
      <ComboBox
        className={className === undefined ? styles.field : `${styles.field} ${className}`}
        defaultItems={options}
        value={value === '' ? null : value}
        onChange={(key) => onChange(key === null ? '' : String(key))}
        {...(allowsOther && {
          inputValue: chosen?.label ?? value,
          onInputChange: (typed: string) =>
            onChange(options.find((option) => option.label === typed)?.value ?? typed),
        })}
        allowsCustomValue={allowsOther}
        allowsEmptyCollection={props.emptyText !== undefined}
        isRequired={props.required ?? false}
        isInvalid={error !== undefined}
        validationBehavior="aria"
        menuTrigger="focus"
      >
        <Label className={hideLabel ? 'visually-hidden' : undefined}>{label}</Label>
        <div className={styles.box}>
          <Input id={id} className={`${field.control} ${styles.input}`} placeholder={props.placeholder} />
          <Button className={styles.opener}>
            <svg viewBox="0 0 10 6" width="10" height="6" aria-hidden="true">
              <path d="M1 1l4 4 4-4" fill="none" stroke="currentColor" strokeWidth="1.5" />
            </svg>
          </Button>
        </div>
        {error && (
          <FieldError>
            <ErrorText>{error}</ErrorText>
          </FieldError>
        )}
        {help && (
          <Text slot="description" className={field.help}>
            {help}
          </Text>
        )}
        <Popover className={styles.popover} offset={4}>
          <ListBox<Option>
            className={styles.list}
            renderEmptyState={() => <span className={styles.empty}>{props.emptyText}</span>}
          >
            {(option) => (
              <ListBoxItem id={option.value} textValue={option.label} className={styles.option}>
                {option.label}
              </ListBoxItem>
            )}
          </ListBox>
        </Popover>
      </ComboBox>
    </AriaLanguage>
  );
}
