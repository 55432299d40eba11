import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { Button } from './button.tsx';
import styles from './popover.module.css';

interface PopoverProps {
  /** Accessible name of the button, if its content is not enough. */
  label?: string;
  button: ReactNode;
  /** A value is set inside, shown by the button's colour. */
  isActive?: boolean;
  align?: 'start' | 'end';
  /** Content; `close` closes the popover. */
  children: ReactNode | ((close: () => void) => ReactNode);
}

/** A popover: opens below its button, Tab continues inside, Esc closes and restores the focus. */
export function Popover({ label, button, isActive = false, align = 'start', children }: PopoverProps) {
  const [open, setOpen] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const opener = useRef<HTMLButtonElement>(null);
  const id = useId();
  useEffect(() => {
    if (!open) return;
    const onPointer = (event: PointerEvent) => {
      if (event.target instanceof Node && !root.current?.contains(event.target)) setOpen(false);
    };
    document.addEventListener('pointerdown', onPointer);
    return () => document.removeEventListener('pointerdown', onPointer);
  }, [open]);
  const close = () => setOpen(false);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: listens to keys and focus of the controls inside
    <div
      className={styles.root}
      ref={root}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !open) return;
        event.stopPropagation();
        close();
        opener.current?.focus();
      }}
      onBlur={(event) => {
        if (event.relatedTarget instanceof Node && !event.currentTarget.contains(event.relatedTarget))
          close();
      }}
    >
      <Button
        ref={opener}
        className={isActive ? `${styles.button} ${styles.active}` : styles.button}
        aria-label={label}
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen(!open)}
      >
        <span className={styles.content}>{button}</span>
        <svg viewBox="0 0 10 6" width="10" height="6" aria-hidden="true">
          <path d="M1 1l4 4 4-4" fill="none" stroke="currentColor" strokeWidth="1.5" />
        </svg>
      </Button>
      <div id={id} className={`${styles.list} ${styles[align]}`} hidden={!open}>
        {typeof children === 'function' ? children(close) : children}
      </div>
    </div>
  );
}
