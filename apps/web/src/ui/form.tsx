import { type FormEvent, type ReactNode, useEffect, useRef } from 'react';
import { RequestError } from '../api/client.ts';
import { useLanguage } from '../i18n/language.ts';
import { bringToView } from './bring-to-view.ts';
import styles from './form.module.css';
import { useKitTexts } from './texts.ts';

interface FormProps {
  /** `form` of `useForm`. */
  form: {
    onSubmit: (event: FormEvent) => Promise<void>;
    failure: Error | undefined;
    errors: { id: string; label: string; error: string | undefined }[];
    formError: string | undefined;
  };
  title?: string;
  /** Heading level of the title; 2 by default. */
  level?: 2 | 3;
  /** Full width, for fields side by side. */
  wide?: boolean;
  /** With a border, for forms within a page with other content. */
  framed?: boolean;
  children: ReactNode;
}

/** One column of fields, with buttons at the end; errors are summarised at the top with links to the fields. */
export function Form({ form, title, level = 2, wide = false, framed = false, children }: FormProps) {
  const Title = level === 2 ? 'h2' : 'h3';
  const classes = [styles.form, wide && styles.wide, framed && styles.framed];
  return (
    <form
      className={classes.filter(Boolean).join(' ')}
      noValidate
      aria-label={title}
      onSubmit={(event) => void form.onSubmit(event)}
    >
      {title && <Title className={styles.title}>{title}</Title>}
      <Problems {...form} />
      {children}
    </form>
  );
}

function Problems({ failure, errors, formError }: FormProps['form']) {
  const text = useKitTexts();
  const { say } = useLanguage();
  const box = useRef<HTMLDivElement>(null);
  // An invalid field has its own message and the focus; a refusal by the server is shown here.
  useEffect(() => {
    if (failure) bringToView(box.current);
  }, [failure]);
  if (!failure && errors.length === 0 && !formError) return null;
  return (
    <div ref={box} className={styles.problems} role="alert" tabIndex={-1}>
      {failure && (
        <p>
          <strong>{text.failed}</strong>
          {failure instanceof RequestError ? say(failure.detail) : text.crashDetail}
        </p>
      )}
      {errors.length > 0 && <p>{text.mend(errors.length)}</p>}
      <ul>
        {errors.map(({ id, label, error }) => (
          <li key={id}>
            <a
              href={`#${id}`}
              onClick={(event) => {
                event.preventDefault();
                focusField(id);
              }}
            >
              {label}
            </a>
            {text.colon}
            {error}
          </li>
        ))}
        {formError && <li>{formError}</li>}
      </ul>
    </div>
  );
}

/** A date has several parts: focus the first one. */
function focusField(id: string): void {
  const field = document.getElementById(id);
  (field?.querySelector<HTMLElement>('[role=spinbutton]') ?? field)?.focus();
}

/** Fields of one form side by side, as many as fit. */
export function FieldRow({ children }: { children: ReactNode }) {
  return <div className={styles.row}>{children}</div>;
}

interface PanelProps {
  title: string;
  /** The question must be answered before the page continues. */
  role?: 'alertdialog';
  /** Full width, for tables. */
  wide?: boolean;
  children: ReactNode;
}

/** A question or a few fields in a frame within a page, if it is not a `Form`. */
export function Panel({ title, role, wide = false, children }: PanelProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (role === undefined) return;
    const before = document.activeElement;
    bringToView(heading.current);
    // After the answer the focus returns to where it was before.
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
    };
  }, [role]);
  const classes = [styles.form, wide && styles.wide, styles.framed];
  return (
    <section role={role} aria-label={title} className={classes.filter(Boolean).join(' ')}>
      <h2 ref={heading} tabIndex={role ? -1 : undefined}>
        {title}
      </h2>
      {children}
    </section>
  );
}

interface InlineFormProps {
  /** Id of the element that names it. */
  labelledBy: string;
  className?: string | undefined;
  onSubmit: () => void;
  children: ReactNode;
}

/** One or two fields with their button in a line of a list, sent without a dialog. */
export function InlineForm({ labelledBy, className, onSubmit, children }: InlineFormProps) {
  return (
    <form
      aria-labelledby={labelledBy}
      className={className}
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
    >
      {children}
    </form>
  );
}
