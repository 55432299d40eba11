import type { ComponentProps } from 'react';
import styles from './notice.module.css';

type NoticeProps = ComponentProps<'div'> & {
  /** `good`: success. `warn`: warning. `bad`: error. `info`: other. */
  tone?: 'info' | 'good' | 'warn' | 'bad';
  /** Full width, under the page header. */
  bar?: boolean;
};

const SHAPES = { info: '', good: '✓ ', warn: '▲ ', bad: '■ ' };

/** A message about the page or the last action. Add `role="status"` or `"alert"` if it appears dynamically. */
export function Notice({ tone = 'info', bar = false, children, className, ...rest }: NoticeProps) {
  const classes = [styles.notice, styles[tone], bar && styles.bar, className];
  return (
    <div {...rest} className={classes.filter(Boolean).join(' ')}>
      {SHAPES[tone]}
      {children}
    </div>
  );
}
