import { type ReactNode, useId } from 'react';
import styles from './field.module.css';

export interface FieldProps {
  label: ReactNode;
  /** Help text, always visible. */
  help?: ReactNode;
  /** Error of the current value. */
  error?: string | undefined;
  /** For fields whose context explains them, such as filters: the label is for assistive technology only. */
  hideLabel?: boolean;
  id?: string;
  /** Class for layout only, not for styling. */
  className?: string | undefined;
}

/** Attributes that link a control to its label, help and error. */
export interface ControlProps {
  id: string;
  className: string;
  'aria-describedby': string | undefined;
  'aria-invalid': true | undefined;
}

interface FieldFrameProps extends FieldProps {
  children: (control: ControlProps) => ReactNode;
}

/** Label above, help and error below: the frame of every field of the kit. */
export function Field({ label, help, error, hideLabel, id, className, children }: FieldFrameProps) {
  const ownId = useId();
  const controlId = id ?? ownId;
  const described = [error && `${controlId}-error`, help && `${controlId}-help`].filter(Boolean).join(' ');
  return (
    <div className={className === undefined ? styles.field : `${styles.field} ${className}`}>
      <label htmlFor={controlId} className={hideLabel ? 'visually-hidden' : undefined}>
        {label}
      </label>
      {children({
        id: controlId,
        className: styles.control ?? '',
        'aria-describedby': described || undefined,
        'aria-invalid': error ? true : undefined,
      })}
      {error && <ErrorText id={`${controlId}-error`}>{error}</ErrorText>}
      {help && <HelpText id={`${controlId}-help`}>{help}</HelpText>}
    </div>
  );
}

export function HelpText({ id, children }: { id?: string; children: ReactNode }) {
  return (
    <span id={id} className={styles.help}>
      {children}
    </span>
  );
}

export function ErrorText({ id, children }: { id?: string; children: ReactNode }) {
  return (
    <span id={id} className={styles.error}>
      <span aria-hidden="true">■</span> {children}
    </span>
  );
}
