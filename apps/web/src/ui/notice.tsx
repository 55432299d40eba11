import type { ComponentProps } from 'react';
import styles from './notice.module.css';

type NoticeProps = ComponentProps<'div'> & {
  /** `good`: it worked. `warn`: mind this. `bad`: it failed or is wrong. `info`: neither. */
  tone?: 'info' | 'good' | 'warn' | 'bad';
  /** Across the page, under its head. */
  bar?: boolean;
};

const SHAPES = { info: '', good: '✓ ', warn: '▲ ', bad: '■ ' };

/** Something to say about the page or what was just done. Give it `role="status"` or `"alert"` where it appears by itself. */
export function Notice({ tone = 'info', bar = false, children, className, ...rest }: NoticeProps) {
  const classes = [styles.notice, styles[tone], bar && styles.bar, className];
  return (
    <div {...rest} className={classes.filter(Boolean).join(' ')}>
      {SHAPES[tone]}
      {children}
    </div>
  );
}
