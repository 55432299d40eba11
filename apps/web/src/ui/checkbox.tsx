import type { ComponentProps, ReactNode } from 'react';
import styles from './checkbox.module.css';

type CheckboxProps = Omit<ComponentProps<'input'>, 'type' | 'onChange' | 'children'> & {
  /** Label; without it use `aria-label`. */
  children?: ReactNode;
  onChange: (checked: boolean) => void;
};

export function Checkbox({ children, onChange, className, ...input }: CheckboxProps) {
  const box = (
    <input
      {...input}
      type="checkbox"
      className={styles.box}
      onChange={({ target }) => onChange(target.checked)}
    />
  );
  if (children === undefined) return box;
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the input above is inside
    <label className={className === undefined ? styles.label : `${styles.label} ${className}`}>
      {box}
      {children}
    </label>
  );
}
