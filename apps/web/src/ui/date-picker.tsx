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
  /** ISO day, '' for none; invalid days count as none. */
  value: string;
  /** Called when a complete day from `min` to `max` is typed or picked, and with '' when it is cleared. */
  onChange: (day: string) => void;
  min?: string;
  max?: string;
  /** The label is before the field, not above it. */
  inline?: boolean;
  autoFocus?: boolean;
}

/** A day, typed part by part or picked from a calendar, in the language of the page. */
export default function DatePicker(props: DatePickerProps) {
  const { label, help, error, hideLabel, id, className, value, onChange, inline = false } = props;
  const [min, max] = [dayOf(props.min), dayOf(props.max)];
  // Typing part by part passes through other days: the change is reported on blur or Enter.
  const [draft, setDraft] = useState(() => dayOf(value));
  const [isOpen, setOpen] = useState(false);
  useEffect(() => setDraft(dayOf(value)), [value]);
  const tell = (day: CalendarDate | null): void => {
    const isWithin = (!min || !day || day.compare(min) >= 0) && (!max || !day || day.compare(max) <= 0);
    if (!isWithin) setDraft(dayOf(value));
    else if ((day?.toString() ?? '') !== value) onChange(day?.toString() ?? '');
  };
  const classes = [inline ? styles.inline : styles.field, className];
  return (
    <AriaLanguage>
      <AriaDatePicker
        className={classes.filter(Boolean).join(' ')}
        value={draft}
        onChange={(day) => {
          setDraft(day);
          if (isOpen) tell(day);
        }}
        onOpenChange={setOpen}
        onBlur={() => tell(draft)}
        minValue={min}
        maxValue={max}
        isInvalid={error !== undefined}
        validationBehavior="aria"
        autoFocus={props.autoFocus ?? false}
        {...(id !== undefined && { id })}
      >
        <Label className={hideLabel ? 'visually-hidden' : undefined}>{label}</Label>
        <Group
          className={`${field.control} ${styles.box}`}
          onKeyDownCapture={({ key }) => key === 'Enter' && tell(draft)}
        >
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
