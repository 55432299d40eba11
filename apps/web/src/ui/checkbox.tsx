import type { ComponentProps, ReactNode } from 'react';
import styles from './checkbox.module.css';

type CheckboxProps = Omit<ComponentProps<'input'>, 'type' | 'onChange' | 'children'> & {
  /** What it says; without it name the box by `aria-label`. */
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
    // biome-ignore lint/a11y/noLabelWithoutControl: the box above stands inside
    <label className={className === undefined ? styles.label : `${styles.label} ${className}`}>
      {box}
      {children}
    </label>
  );
}
