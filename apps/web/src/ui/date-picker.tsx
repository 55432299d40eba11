import { type CalendarDate, parseDate } from '@internationalized/date';
import { useEffect, useState } from 'react';
import {
  DatePicker as AriaDatePicker,
  Button,
  Calendar,
  CalendarCell,
  CalendarGrid,
  CalendarGridBody,
  CalendarGridHeader,
  CalendarHeaderCell,
  DateInput,
  DateSegment,
  Dialog,
  FieldError,
  Group,
  Heading,
  Label,
  Popover,
  Text,
} from 'react-aria-components';
import { AriaLanguage } from './aria.tsx';
import calendar from './calendar.module.css';
import styles from './date-picker.module.css';
import field from './field.module.css';
import { ErrorText, type FieldProps } from './field.tsx';

interface DatePickerProps extends FieldProps {
  /** ISO day, '' for none; what is no day counts as none. */
  value: string;
  /** Told of whole days from `min` to `max` only, and of '' once all of it is cleared. */
  onChange: (day: string) => void;
  min?: string;
  max?: string;
  /** The label stands before the field, not above it. */
  inline?: boolean;
  autoFocus?: boolean;
}

/** A day, typed part by part or picked from a calendar, in the language of the page. */
export default function DatePicker(props: DatePickerProps) {
  const { label, help, error, hideLabel, id, className, value, onChange, inline = false } = props;
  const [min, max] = [dayOf(props.min), dayOf(props.max)];
  // While a year is being typed it is 0002, 0020, 0202: what is not told on stays here.
  const [draft, setDraft] = useState(() => dayOf(value));
  useEffect(() => setDraft(dayOf(value)), [value]);
  const change = (day: CalendarDate | null): void => {
    setDraft(day);
    if (day === null) onChange('');
    else if (day.year > 999 && (!min || day.compare(min) >= 0) && (!max || day.compare(max) <= 0))
      onChange(day.toString());
  };
  const classes = [inline ? styles.inline : styles.field, className];
  return (
    <AriaLanguage>
      <AriaDatePicker
        className={classes.filter(Boolean).join(' ')}
        value={draft}
        onChange={change}
        onBlur={() => setDraft(dayOf(value))}
        minValue={min}
        maxValue={max}
        isInvalid={error !== undefined}
        validationBehavior="aria"
        autoFocus={props.autoFocus ?? false}
        {...(id !== undefined && { id })}
      >
        <Label className={hideLabel ? 'visually-hidden' : undefined}>{label}</Label>
        <Group className={`${field.control} ${styles.box}`}>
          <DateInput className={styles.input}>
            {(segment) => <DateSegment segment={segment} className={styles.segment} />}
          </DateInput>
          <Button className={styles.opener}>
            <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
              <path
                d="M2 3.5h12v10H2zM2 6.5h12M5 1.5v3M11 1.5v3"
                fill="none"
                stroke="currentColor"
                strokeWidth="1.3"
              />
            </svg>
          </Button>
        </Group>
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
        <Popover className={calendar.popover} offset={4}>
          <Dialog className={calendar.dialog}>
            <Month />
          </Dialog>
        </Popover>
      </AriaDatePicker>
    </AriaLanguage>
  );
}

function Month() {
  return (
    <Calendar>
      <header className={calendar.head}>
        <Button slot="previous" className={calendar.way}>
          ‹
        </Button>
        <Heading className={calendar.title} />
        <Button slot="next" className={calendar.way}>
          ›
        </Button>
      </header>
      <CalendarGrid className={calendar.grid}>
        <CalendarGridHeader>
          {(day) => <CalendarHeaderCell className={calendar.weekday}>{day}</CalendarHeaderCell>}
        </CalendarGridHeader>
        <CalendarGridBody>{(date) => <CalendarCell date={date} className={calendar.day} />}</CalendarGridBody>
      </CalendarGrid>
    </Calendar>
  );
}

function dayOf(day: string | undefined): CalendarDate | null {
  if (!day) return null;
  try {
    return parseDate(day);
  } catch {
    return null;
  }
}
