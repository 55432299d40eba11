import { ROLE_LABELS } from '@skill-ledger/contracts';
import { Link } from '@tanstack/react-router';
import { useEffect, useId, useRef, useState } from 'react';
import { useLanguage } from '../i18n/language.ts';
import styles from './access.module.css';
import { useSession } from './session.tsx';
import { useAccessTexts } from './texts.ts';

/** Who is signed in, and what one does about one's account. */
export function AccountMenu() {
  const text = useAccessTexts();
  const { say } = useLanguage();
  const { account, may, signOut } = useSession();
  const [open, setOpen] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const id = useId();
  const shown = account.unit ?? say(ROLE_LABELS[account.role]);
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
      className={styles.menu}
      ref={root}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !open) return;
        event.stopPropagation();
        close();
        button.current?.focus();
      }}
      onBlur={(event) => {
        if (event.relatedTarget instanceof Node && !event.currentTarget.contains(event.relatedTarget))
          close();
      }}
    >
      <button
        type="button"
        ref={button}
        className={styles.menuButton}
        aria-label={text.menu(shown)}
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen(!open)}
      >
        {shown}
        <svg viewBox="0 0 10 6" width="10" height="6" aria-hidden="true">
          <path d="M1 1l4 4 4-4" fill="none" stroke="currentColor" strokeWidth="1.5" />
        </svg>
      </button>
      <div id={id} className={styles.menuList} hidden={!open}>
        <p>
          <strong>{account.displayName}</strong>
          {[account.name, say(ROLE_LABELS[account.role]), account.unit].filter(Boolean).join(' · ')}
        </p>
        <Link to="/account" search={({ lang }) => ({ lang })} onClick={close}>
          {text.settings}
        </Link>
        {may('accounts.manage') && (
          <Link to="/admin" search={({ lang }) => ({ lang })} onClick={close}>
            {text.admin}
          </Link>
        )}
        {may('audit.read') && (
          <Link to="/admin/audit" search={({ lang }) => ({ lang })} onClick={close}>
            {text.audit}
          </Link>
        )}
        <button type="button" onClick={() => void signOut()}>
          {text.signOut}
        </button>
      </div>
    </div>
  );
}
