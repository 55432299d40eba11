import { createLink } from '@tanstack/react-router';
import type { ComponentProps } from 'react';
import styles from './button.module.css';

interface ButtonLook {
  /**
   * `primary`: the main action of a page or form. `quiet`: other actions. `danger`: destructive actions.
   * `link`: within text, lists and tables. `bare`: unstyled, for features that style it themselves.
   */
  kind?: 'primary' | 'quiet' | 'danger' | 'link' | 'bare';
  size?: 'small' | undefined;
}

const classOf = ({ kind = 'quiet', size }: ButtonLook, className: string | undefined): string =>
  [styles[kind], size === 'small' && styles.small, className].filter(Boolean).join(' ');

type ButtonProps = ComponentProps<'button'> & ButtonLook;

export function Button({ kind, size, className, type = 'button', ...rest }: ButtonProps) {
  return <button {...rest} type={type} className={classOf({ kind, size }, className)} />;
}

type AnchorProps = ComponentProps<'a'> & ButtonLook;

/** A link that looks like a button: to a download, or out of the pages. */
export function ButtonAnchor({ kind, size, className, ...rest }: AnchorProps) {
  return <a {...rest} className={classOf({ kind, size }, className)} />;
}

/** A link to another page that looks like a button; `to`, `params` and `search` as of a router's link. */
export const ButtonLink = createLink(ButtonAnchor);
