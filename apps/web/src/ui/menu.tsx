import { createLink } from '@tanstack/react-router';
import type { ComponentProps, ReactNode } from 'react';
import styles from './menu.module.css';
import { Popover } from './popover.tsx';

interface MenuProps {
  /** Accessible name of the button. */
  label: string;
  button: ReactNode;
  /** Content above the entries. */
  head?: ReactNode;
  /** `MenuLink`s and `MenuButton`s. */
  children: ReactNode;
}

/** A menu behind a button: links and actions, reached one by one with Tab. */
export function Menu({ label, button, head, children }: MenuProps) {
  return (
    <Popover label={label} button={button} align="end">
      {(close) => (
        // biome-ignore lint/a11y/noStaticElementInteractions lint/a11y/useKeyWithClickEvents: closes once an entry inside is activated
        <div
          className={styles.menu}
          onClick={({ target }) => target instanceof Element && target.closest('a, button') && close()}
        >
          {head && <div className={styles.head}>{head}</div>}
          {children}
        </div>
      )}
    </Popover>
  );
}

/** A link to another page; `to`, `params` and `search` as of a router's link. */
export const MenuLink = createLink((props: ComponentProps<'a'>) => <a {...props} className={styles.item} />);

export function MenuButton(props: ComponentProps<'button'>) {
  return <button {...props} type="button" className={styles.item} />;
}
