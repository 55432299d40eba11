import { useEffect, useId, useRef, useState } from 'react';
import styles from './multi-select.module.css';

export interface OptionGroup {
  label: string;
  options: { value: string; label: string }[];
  chosen: string[];
  onChange: (chosen: string[]) => void;
}

interface MultiSelectProps {
  label: string;
  /** What the closed button says after the label. */
  summary: string;
  clearLabel: string;
  groups: OptionGroup[];
}

/** Check boxes behind a button. Tab and space as everywhere; Esc closes and gives the focus back. */
export function MultiSelect({ label, summary, clearLabel, groups }: MultiSelectProps) {
  const [open, setOpen] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const listId = useId();
  useEffect(() => {
    if (!open) return;
    const onPointer = (event: PointerEvent) => {
      if (event.target instanceof Node && !root.current?.contains(event.target)) setOpen(false);
    };
    document.addEventListener('pointerdown', onPointer);
    return () => document.removeEventListener('pointerdown', onPointer);
  }, [open]);
  const any = groups.some(({ chosen }) => chosen.length > 0);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: listens to keys and focus of the controls inside
    <div
      className={styles.root}
      ref={root}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !open) return;
        event.stopPropagation();
        setOpen(false);
        button.current?.focus();
      }}
      onBlur={(event) => {
        if (event.relatedTarget instanceof Node && !event.currentTarget.contains(event.relatedTarget))
          setOpen(false);
      }}
    >
      <button
        type="button"
        ref={button}
        className={any ? `${styles.button} ${styles.active}` : styles.button}
        aria-expanded={open}
        aria-controls={listId}
        onClick={() => setOpen(!open)}
      >
        <span className={styles.label}>{label}</span> {summary}
        <svg viewBox="0 0 10 6" width="10" height="6" aria-hidden="true">
          <path d="M1 1l4 4 4-4" fill="none" stroke="currentColor" strokeWidth="1.5" />
        </svg>
      </button>
      <div className={styles.list} id={listId} hidden={!open}>
        {groups.map((group) => (
          <Group key={group.label} {...group} />
        ))}
        <button
          type="button"
          className={styles.clear}
          disabled={!any}
          onClick={() => {
            for (const { chosen, onChange } of groups) if (chosen.length > 0) onChange([]);
          }}
        >
          {clearLabel}
        </button>
      </div>
    </div>
  );
}

function Group({ label, options, chosen, onChange }: OptionGroup) {
  return (
    <fieldset className={styles.group}>
      <legend>{label}</legend>
      <div className={styles.options}>
        {options.map((option) => (
          <label key={option.value}>
            <input
              type="checkbox"
              checked={chosen.includes(option.value)}
              onChange={(event) =>
                onChange(
                  event.target.checked
                    ? [...chosen, option.value]
                    : chosen.filter((value) => value !== option.value),
                )
              }
            />
            {option.label}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
